"""Lets a Python process live in AWS time: what it stamps (LaunchTime, LastModified, the Date header) is what a file says,
milliseconds since 1970-01-01 UTC as a little-endian float64. time.monotonic, by which threads wait, stays this machine's.
"""
import datetime
import os
import struct
import sys
import time


def live_in_aws_time(path):
    """Returns what takes time from another file from then on."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        # An Exception would only be printed, and the process would go on in this machine's time.
        sys.exit(f"EMBEDDED_AWS_TIME_FILE: AWS time cannot be read: {error}")
    layout = struct.Struct("<d")

    def take_time_from(other_path):
        other = os.open(other_path, os.O_RDONLY)
        os.dup2(other, descriptor, inheritable=False)
        os.close(other)

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
    return take_time_from
