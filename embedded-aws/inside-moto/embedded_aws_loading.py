"""Lets moto load no more than it is asked for. It answers the same, in less memory and time: by itself it keeps the whole
API of every service whose regions it wants to know (one GetResources of the tagging API asks for 40 services': 90 MB), and
the instance types that each zone of every region offers (45 MB). Written for the pinned moto and its botocore.
"""
import collections.abc
import gzip
import importlib.abc
import importlib.machinery
import os
import re
import sys

# A service's model begins with its metadata: of botocore's 424 services all have it within the first 300 bytes.
BEGINNING_BYTES = 4096
ENDPOINT_PREFIX = re.compile(rb'"endpointPrefix"\s*:\s*"([^"]+)"')
OFFERINGS = "/instance_type_offerings/"


def load_less():
    change_on_import(
        {"botocore.session": regions_without_apis, "moto.ec2.models.instance_types": offerings_by_region}
    )


def change_on_import(changes):
    """changes: by a module's name, the function that executes it; it is given the module and what would have executed it."""
    sys.meta_path.insert(0, ChangesOnImport(changes))


class ChangesOnImport(importlib.abc.MetaPathFinder):
    """Has a module executed by a function of ours."""

    def __init__(self, changes):
        self.changes = changes

    def find_spec(self, name, path, target=None):
        if name not in self.changes:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            execute, change = spec.loader.exec_module, self.changes[name]
            spec.loader.exec_module = lambda module: change(module, execute)
        return spec


def regions_without_apis(session_module, execute):
    """Of a service's API, get_available_regions wants one word."""
    execute(session_module)
    session_class = session_module.Session
    with_whole_api = session_class.get_available_regions
    prefixes = {}

    def get_available_regions(self, service_name, partition_name="aws", allow_non_regional=False):
        if service_name not in prefixes:
            prefixes[service_name] = endpoint_prefix(self.get_component("data_loader"), service_name)
        prefix = prefixes[service_name]
        if prefix is None:
            return with_whole_api(self, service_name, partition_name, allow_non_regional)
        resolver = self._get_internal_component("endpoint_resolver")
        return resolver.get_available_endpoints(prefix, partition_name, allow_non_regional)

    session_class.get_available_regions = get_available_regions


def endpoint_prefix(loader, service_name):
    """None where it cannot be read so, e.g. for a service that botocore does not know."""
    if service_name not in loader.list_available_services("service-2"):
        return None
    version = loader.determine_latest_version(service_name, "service-2")
    for folder in loader.search_paths:
        file = os.path.join(folder, service_name, version, "service-2.json.gz")
        if os.path.isfile(file):
            with gzip.open(file) as model:
                found = ENDPOINT_PREFIX.search(model.read(BEGINNING_BYTES))
            return found and found.group(1).decode()
    return None


def offerings_by_region(types_module, execute):
    """moto reads 90 files, of 30 regions, while it imports this module: they are kept from it until it wants one."""
    from moto.utilities import utils

    load = utils.load_resource
    utils.load_resource = lambda package, file: NotYet(package, file) if OFFERINGS in file else load(package, file)
    try:
        execute(types_module)
    finally:
        utils.load_resource = load
    by_type = types_module.INSTANCE_TYPE_OFFERINGS
    for location_type, by_region in by_type.items():
        by_type[location_type] = Offerings(load, location_type, by_region)


class NotYet(list):
    """Stands for what is in a file."""

    def __init__(self, *where):
        super().__init__()
        self.where = where


class Offerings(collections.abc.Mapping):
    """The instance types that are offered in the locations of one type, by region."""

    def __init__(self, load, location_type, by_region):
        self.load = load
        self.location_type = location_type
        self.by_region = by_region

    def __getitem__(self, region):
        offered = self.by_region[region]
        if isinstance(offered, NotYet):
            # As moto's module does with each.
            offered = [{**offering, "LocationType": self.location_type} for offering in self.load(*offered.where)]
            self.by_region[region] = offered
        return offered

    def __iter__(self):
        return iter(self.by_region)

    def __len__(self):
        return len(self.by_region)
