"""Lets a server of Python's `socketserver`, such as moto's, be forked while it runs: the fork holds in memory what the
server holds at that moment, and listens on a port of its own.

Over one connection, its line, the process is asked for forks, one JSON object a line: {"word", "log", "time"}. A fork
calls with a line of its own and says {"word", "pid", "port"}, as the first process does when it begins to serve; of a
fork that failed the asked one says {"word", "error"}. A process whose line is cut ends: nobody would stop it any more.

What a server keeps in an open file is shared with its forks, position included. moto keeps S3 objects of more than 16 MB
so (tempfile.SpooledTemporaryFile), smaller ones in memory.
"""
import json
import os
import selectors
import signal
import socket
import socketserver
import stat
import sys
import threading
import traceback

LOOPBACK = "127.0.0.1"
# Seconds for the requests that are under way to end; moto answers in milliseconds.
QUIET_WITHIN = 30


def make_servers_forkable(line, take_time_from):
    """line: PORT:WORD, where to call and how to name oneself. take_time_from: None where time is this machine's."""
    port, word = line.split(":")
    serve_forever = socketserver.BaseServer.serve_forever

    def serve_forkably(self, poll_interval=0.5):
        # Only the main thread survives a fork as what it was.
        if threading.current_thread() is not threading.main_thread():
            return serve_forever(self, poll_interval)
        return ForkableServer(self, int(port), take_time_from).serve(word)

    socketserver.BaseServer.serve_forever = serve_forkably


class ForkableServer:
    def __init__(self, server, calls_port, take_time_from):
        self.server = server
        self.calls_port = calls_port
        self.take_time_from = take_time_from
        self.words = {}  # Of the running forks, by their pid.
        self.line = None
        self.heard = b""
        self.count_requests()

    def serve(self, word):
        self.call(word)
        # A fork that ended stays a zombie until its parent has asked how.
        signal.signal(signal.SIGCHLD, lambda *_: self.bury())
        # poll() knows files by their numbers, which a fork keeps; epoll and kqueue would be shared with it.
        with selectors.PollSelector() as selector:
            selector.register(self.server, selectors.EVENT_READ)
            selector.register(self.line, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in selector.select()]
                # The line comes last: behind it a fork may go on, whose own server nobody has called yet.
                if self.server in ready:
                    self.server._handle_request_noblock()
                self.server.service_actions()
                if self.line in ready:
                    self.listen()

    def call(self, word):
        line = socket.create_connection((LOOPBACK, self.calls_port))
        if self.line is None:
            self.line = line
        else:
            take_the_place_of(self.line, line)
        self.say(word=word, pid=os.getpid(), port=self.server.socket.getsockname()[1])

    def say(self, **message):
        self.line.sendall(json.dumps(message).encode() + b"\n")

    def listen(self):
        data = self.line.recv(65536)
        if not data:
            os._exit(0)
        self.heard += data
        while b"\n" in self.heard:
            request, self.heard = self.heard.split(b"\n", 1)
            self.fork(**json.loads(request))

    def count_requests(self):
        """A fork in the middle of a request would hold half of its effects."""
        self.quiet = threading.Condition()
        self.under_way = 0
        application = self.server.app

        def counted(environ, start_response):
            with self.quiet:
                self.under_way += 1
            try:
                return application(environ, start_response)
            finally:
                with self.quiet:
                    self.under_way -= 1
                    self.quiet.notify_all()

        self.server.app = counted

    def fork(self, word, log, time):
        with self.quiet:
            if not self.quiet.wait_for(lambda: self.under_way == 0, QUIET_WITHIN):
                return self.say(word=word, error=f"a request has been under way for {QUIET_WITHIN} s")
            sys.stdout.flush()
            sys.stderr.flush()
            try:
                pid = os.fork()
            except OSError as error:
                return self.say(word=word, error=str(error))
        if pid:
            self.words[pid] = word
            return self.bury()
        try:
            self.begin_as_fork(word, log, time)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)

    def begin_as_fork(self, word, log, time):
        self.words = {}
        self.heard = b""
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        if time is not None:
            self.take_time_from(time)
        draw_new_ids()
        let_go_of_sockets()
        listener = socket.create_server((LOOPBACK, 0), backlog=self.server.request_queue_size)
        address = listener.getsockname()
        take_the_place_of(self.server.socket, listener)
        self.server.server_address = address
        self.server.port = self.server.server_port = address[1]
        os.environ["MOTO_PORT"] = str(address[1])
        self.call(word)

    def bury(self):
        for pid, word in list(self.words.items()):
            try:
                ended, status = os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:
                continue  # The signal of its end came just now, in the middle of this.
            if ended:
                self.words.pop(pid)
                code = os.waitstatus_to_exitcode(status)
                how = f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
                self.say(word=word, error=f"it ended {how}")


def take_the_place_of(old, new):
    """The old socket object, which others hold, is from now on the new socket."""
    os.dup2(new.fileno(), old.fileno(), inheritable=False)
    new.close()


def let_go_of_sockets():
    """The parent's connections: held here too, they would not end when it closes them. Their numbers stay taken, since
    objects of threads that no longer run still name them."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/dev/fd"):
        try:
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                os.dup2(nowhere, int(name), inheritable=False)
        except OSError:
            pass  # That by which the folder was listed.
    os.close(nowhere)


def draw_new_ids():
    """Ids of what the fork makes must not be those that its parent or a sibling will draw. Python seeds its own generator
    anew in a fork; moto's is one more."""
    moto = sys.modules.get("moto.moto_api._internal")
    if moto is not None:
        moto.mock_random.seed()
