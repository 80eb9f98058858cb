"""A mail server on loopback that takes mail, refuses it, stalls, or hangs up, as it is told."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message
from email.policy import default


class Sink:
    """Start with `with Sink() as sink`; `sink.url` is what EMAIL_URL wants.

    `faults` maps a stage (greeting, EHLO, MAIL, RCPT, DATA, end, taken, QUIT) to an answer such as
    "550 no", to "hang up", or to a threading.Event that it waits for after it set `reached`.
    At `end` the text is in and the mail is not accepted; at `taken` it is, and nobody knows yet.
    """

    def __init__(self, faults=None):
        self.faults = dict(faults or {})
        self.accepted: list[Message] = []
        self.reached = threading.Event()
        self.connections = 0

    def __enter__(self):
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                sink.connections += 1
                try:
                    _Session(sink, self.rfile, self.wfile).run()
                except (OSError, EOFError):
                    return

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads, block_on_close = True, True, False

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_error):
        for fault in self.faults.values():
            if isinstance(fault, threading.Event):
                fault.set()
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server.server_address[1]}"

    @property
    def delivery(self) -> dict:
        """As settings.OUTBOX_DELIVERY."""
        host, port = self.server.server_address
        backend = "django.core.mail.backends.smtp.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_HOST": host, "EMAIL_PORT": port}

    def ids(self) -> list[str]:
        """Message-IDs in the order in which they were accepted."""
        return [message["Message-ID"] for message in self.accepted]


class _Session:
    def __init__(self, sink, read, write):
        self.sink, self.read, self.write = sink, read, write

    def run(self):
        self.answer("greeting", "220 sink")
        while line := self.read.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            if word == "DATA":
                if self.answer("DATA", "354 go on"):
                    self.text()
            elif word == "QUIT":
                self.answer("QUIT", "221 bye")
                return
            else:
                self.answer(word, "250 ok")

    def text(self):
        lines = []
        while (line := self.read.readline()) != b".\r\n":
            if not line:
                raise EOFError
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=default)
        if self.fault("end"):
            # Before the answer goes out: from here on the mail is the server's.
            self.sink.accepted.append(message)
            self.answer("taken", "250 taken")

    def answer(self, stage: str, normal: str) -> bool:
        if self.fault(stage):
            self.say(normal)
            return True
        return False

    def fault(self, stage: str) -> bool:
        """Do what is ordered for this stage; True when the session goes on as normal."""
        order = self.sink.faults.get(stage)
        if isinstance(order, threading.Event):
            self.sink.reached.set()
            order.wait(30)
        elif order == "hang up":
            raise EOFError
        elif order:
            self.say(order)
            return False
        return True

    def say(self, line: str):
        self.write.write(line.encode() + b"\r\n")
        self.write.flush()
