"""What a Python process on the embedded AWS does before anything else: with EMBEDDED_AWS_TIME_FILE it lives in AWS time,
with EMBEDDED_AWS_FORK_LINE its server can be forked. Without these variables nothing is changed, but for moto, which loads
less and takes ids that a request gives.

Python imports a module of this name by itself when it starts: https://docs.python.org/3/library/site.html
"""
import importlib.machinery
import importlib.util
import os
import sys

import embedded_aws_ids
import embedded_aws_loading


def run_the_one_that_this_hides():
    here = os.path.dirname(os.path.abspath(__file__))
    elsewhere = [folder for folder in sys.path if os.path.abspath(folder or ".") != here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", elsewhere)
    if spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


def live_in_time_of_the_environment():
    if not os.environ.get("EMBEDDED_AWS_TIME_FILE"):
        return None
    import embedded_aws_time

    return embedded_aws_time.live_in_aws_time(os.environ["EMBEDDED_AWS_TIME_FILE"])


embedded_aws_loading.load_less()
embedded_aws_ids.take_given_ids()
take_time_from = live_in_time_of_the_environment()
if os.environ.get("EMBEDDED_AWS_FORK_LINE"):
    import embedded_aws_forks

    embedded_aws_forks.make_servers_forkable(os.environ["EMBEDDED_AWS_FORK_LINE"], take_time_from)
run_the_one_that_this_hides()
