"""Small pieces that every app uses; entered on the third use, 600 lines at most."""
