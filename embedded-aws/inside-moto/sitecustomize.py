"""Lets a Python process live in AWS time: what it stamps (LaunchTime, LastModified, the Date header) is what the file in
EMBEDDED_AWS_TIME_FILE says, milliseconds since 1970-01-01 UTC as a little-endian float64. Without that variable nothing
is changed. time.monotonic, by which threads wait, stays this machine's.

Python imports a module of this name by itself when it starts: https://docs.python.org/3/library/site.html
"""
import importlib.machinery
import importlib.util
import os
import sys


def live_in_aws_time(path):
    import datetime
    import struct
    import time

    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        # An Exception would only be printed, and the process would go on in this machine's time.
        sys.exit(f"EMBEDDED_AWS_TIME_FILE: AWS time cannot be read: {error}")
    layout = struct.Struct("<d")

    def milliseconds():
        return layout.unpack(os.pread(descriptor, 8, 0))[0]

    real_date, real_datetime = datetime.date, datetime.datetime
    real_gmtime, real_localtime, real_strftime = time.gmtime, time.localtime, time.strftime

    def of(real):
        """What was made by the real class, e.g. by C code, is one of these too."""

        class Meta(type):
            def __instancecheck__(cls, instance):
                return isinstance(instance, real)

            def __subclasscheck__(cls, subclass):
                return issubclass(subclass, real)

        return Meta

    class date(real_date, metaclass=of(real_date)):
        @classmethod
        def today(cls):
            return cls.fromtimestamp(milliseconds() / 1000)

    class datetime_(real_datetime, metaclass=of(real_datetime)):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(milliseconds() / 1000, tz)

        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(milliseconds() / 1000, datetime.timezone.utc).replace(tzinfo=None)

        @classmethod
        def today(cls):
            return cls.now()

    # Pickles and copies name a class by these.
    for fake, name in ((date, "date"), (datetime_, "datetime")):
        fake.__module__, fake.__name__, fake.__qualname__ = "datetime", name, name
    datetime.date, datetime.datetime = date, datetime_

    time.time = lambda: milliseconds() / 1000
    time.time_ns = lambda: round(milliseconds() * 1_000_000)
    time.gmtime = lambda seconds=None: real_gmtime(time.time() if seconds is None else seconds)
    time.localtime = lambda seconds=None: real_localtime(time.time() if seconds is None else seconds)
    time.strftime = lambda form, when=None: real_strftime(form, time.localtime() if when is None else when)


def run_the_one_that_this_hides():
    here = os.path.dirname(os.path.abspath(__file__))
    elsewhere = [folder for folder in sys.path if os.path.abspath(folder or ".") != here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", elsewhere)
    if spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


if os.environ.get("EMBEDDED_AWS_TIME_FILE"):
    live_in_aws_time(os.environ["EMBEDDED_AWS_TIME_FILE"])
run_the_one_that_this_hides()
