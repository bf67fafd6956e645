"""Does with MSAL for Python what a line of JSON on standard input asks for, and prints what the library gave as a line of
JSON: the protocol is in `conformance/clients/client-program.ts`."""

import json
import sys
from urllib.parse import parse_qsl, urlsplit

import msal


def say(**event):
    print(json.dumps(event), flush=True)


def hear():
    return json.loads(sys.stdin.readline())


class Refused(Exception):
    pass


def token_of(result):
    if result is None:
        raise Refused("The library has no token and asked for none.")
    if "access_token" not in result:
        raise Refused("{error}: {error_description}".format(**result))
    return result["access_token"]


def common(asked):
    return {
        "authority": asked["authority"],
        "instance_discovery": asked["instanceDiscovery"],
    }


def credential_of(asked):
    if "secret" in asked:
        return asked["secret"]
    certificate = asked["certificate"]
    return {
        "private_key": certificate["privateKey"],
        "thumbprint": certificate["sha1"],
        "public_certificate": certificate["pem"],
    }


def confidential(asked):
    return msal.ConfidentialClientApplication(
        asked["clientId"], client_credential=credential_of(asked), **common(asked)
    )


def public(asked):
    return msal.PublicClientApplication(asked["clientId"], **common(asked))


def application(asked):
    app = confidential(asked)
    first = token_of(app.acquire_token_for_client(scopes=asked["scopes"]))
    # Versions before 1.23 look into the cache only when they are told to.
    cached = app.acquire_token_silent(asked["scopes"], account=None)
    cached = cached or app.acquire_token_for_client(scopes=asked["scopes"])
    return {"first": first, "cached": token_of(cached)}


def silently(app, asked, result):
    first = token_of(result)
    (account,) = app.get_accounts()

    def silent(scopes, **options):
        return token_of(app.acquire_token_silent_with_error(scopes, account, **options))

    return {
        "first": first,
        "cached": silent(asked["scopes"]),
        "renewed": silent(asked["scopes"], force_refresh=True),
        "other": silent(asked["otherScopes"]),
        "username": account["username"],
    }


def password(asked):
    app = public(asked)
    result = app.acquire_token_by_username_password(
        asked["username"], asked["password"], scopes=asked["scopes"]
    )
    return silently(app, asked, result)


def authorization_code(asked):
    app = confidential(asked)
    flow = app.initiate_auth_code_flow(
        asked["scopes"], redirect_uri=asked["redirectUri"]
    )
    say(event="authorize", url=flow["auth_uri"])
    reply = dict(parse_qsl(urlsplit(hear()["redirect"]).query))
    return silently(app, asked, app.acquire_token_by_auth_code_flow(flow, reply))


def device_code(asked):
    app = public(asked)
    flow = app.initiate_device_flow(scopes=asked["scopes"])
    if "user_code" not in flow:
        raise Refused("{error}: {error_description}".format(**flow))
    say(event="device-code", userCode=flow["user_code"])
    return silently(app, asked, app.acquire_token_by_device_flow(flow))


def on_behalf_of(asked):
    app = confidential(asked)
    result = app.acquire_token_on_behalf_of(asked["assertion"], asked["scopes"])
    first = token_of(result)
    (account,) = app.get_accounts()
    cached = app.acquire_token_silent(asked["scopes"], account)
    return {"first": first, "cached": token_of(cached)}


FLOWS = {
    "application": application,
    "password": password,
    "authorization-code": authorization_code,
    "device-code": device_code,
    "on-behalf-of": on_behalf_of,
}

for line in iter(sys.stdin.readline, ""):
    asked = json.loads(line)
    try:
        say(event="tokens", **FLOWS[asked["flow"]](asked))
    except Exception as error:
        say(event="failed", message=str(error))
