"""Lets whoever makes something in moto say how it is called: a request with the header X-Embedded-Aws-Id gets this id
instead of a drawn one, and a parameter this name, which may be one that AWS keeps for itself, with a version or a label.
Things that somebody made on AWS have ids, and configurations name them. Written for the pinned moto.
"""
import embedded_aws_loading

HEADER = "X-Embedded-Aws-Id"


def take_given_ids():
    embedded_aws_loading.change_on_import({"moto.ec2.utils": ids_as_given, "moto.ssm.models": parameters_as_given})


def given_id():
    """None where nobody gave one, or nobody asked over HTTP."""
    from flask import has_request_context, request

    return request.headers.get(HEADER) if has_request_context() else None


def ids_as_given(utils_module, execute):
    execute(utils_module)
    draw = utils_module.random_id

    def random_id(prefix="", size=17):
        given = given_id()
        return given if given is not None and given.startswith(prefix + "-") else draw(prefix, size)

    utils_module.random_id = random_id


def parameters_as_given(models_module, execute):
    """The name in the request is one that moto takes; the given one is `/name`, `/name:VERSION` or `/name:LABEL`."""
    execute(models_module)
    backend_class = models_module.SimpleSystemManagerBackend
    put = backend_class.put_parameter

    def put_parameter(self, name, *rest, **named):
        parameter = put(self, name, *rest, **named)
        given = given_id()
        if given is None:
            return parameter
        versions = self._parameters.pop(name)
        parameter.name, _, selector = given.partition(":")
        if selector.isdigit():
            parameter.version = int(selector)
        elif selector:
            parameter.labels.append(selector)
        self._parameters[parameter.name].extend(versions)
        return parameter

    backend_class.put_parameter = put_parameter
