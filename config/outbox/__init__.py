"""Mail leaves through a table: written with the change it tells about, sent by the worker."""
