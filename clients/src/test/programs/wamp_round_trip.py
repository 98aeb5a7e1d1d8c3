"""What autobahn does with a router: a round trip for each combination of transport, serializer and authentication
method, and the advanced features it has.

The only argument is JSON:
{"host", "port", "securePort", "unixSocket", "folder", "realm", "combinations": [["websocket", "json", "ticket"], ...],
 "features": [], "secrets": {}}
"""

import json
import sys

import txaio
from autobahn.twisted.component import Component
from autobahn.wamp.auth import AuthAnonymous
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import CallOptions, PublishOptions, RegisterOptions, SubscribeOptions
from twisted.internet import reactor
from twisted.internet.defer import Deferred, DeferredQueue, ensureDeferred
from twisted.internet.endpoints import SSL4ClientEndpoint
from twisted.internet.ssl import Certificate, PrivateCertificate, optionsForClientTLS

class AuthTls(AuthAnonymous):
    """The certificate says it all; Autobahn has no word for that."""
    name = 'tls'


given = json.loads(sys.argv[1])
secrets = given['secrets']
METHODS = {
    'anonymous': {'anonymous': {}},
    'tls': {'tls': AuthTls(authid='tls')},
    'ticket': {'ticket': {'authid': 'ticket', 'ticket': secrets.get('ticket')}},
    'wampcra': {'wampcra': {'authid': 'wampcra', 'secret': secrets.get('wampcra')}},
    'salted': {'wampcra': {'authid': 'salted', 'secret': secrets.get('salted')}},
    'cryptosign': {'cryptosign': {'authid': 'cryptosign', 'privkey': secrets.get('cryptosign')}},
    'scram': {'scram': {'authid': 'PBKDF2', 'password': 'any', 'kdf': 'pbkdf2'}},
}


def pem(name):
    with open(f'{given["folder"]}/{name}.pem', encoding='ascii') as file:
        return file.read()


def tls_endpoint():
    options = optionsForClientTLS('localhost', trustRoot=Certificate.loadPEM(pem('localhost')),
                                  clientCertificate=PrivateCertificate.loadPEM(pem('device-key') + pem('device')))
    return SSL4ClientEndpoint(reactor, given['host'], given['securePort'], options)


def transport(kind, serializer):
    tcp = {'type': 'tcp', 'host': given['host'], 'port': given['port']}
    endpoints = {
        'tls websocket': tls_endpoint,
        'tls rawsocket': tls_endpoint,
        'unix rawsocket': lambda: {'type': 'unix', 'path': given['unixSocket']},
    }
    endpoint = endpoints.get(kind, lambda: tcp)()
    if kind.endswith('websocket'):
        address = f'wss://localhost:{given["securePort"]}' if kind.startswith('tls') else f'ws://localhost:{given["port"]}'
        return {'type': 'websocket', 'url': f'{address}/ws', 'serializers': [serializer], 'max_retries': 0,
                'endpoint': endpoint}
    return {'type': 'rawsocket', 'url': f'rs://localhost:{given["port"]}', 'serializer': serializer, 'max_retries': 0,
            'endpoint': endpoint}


def component_of(combination):
    kind, serializer, method = combination
    return Component(transports=[transport(kind, serializer)], realm=given['realm'], authentication=METHODS[method])


async def opened(combination):
    component = component_of(combination)
    method = combination[2]
    joined = Deferred()
    component.on_join(lambda session, details: joined.callback((session, details)))
    ended = component.start(reactor)
    ended.addErrback(lambda failure: joined.called or joined.errback(failure))
    session, details = await joined.addTimeout(10, reactor)
    assert details.authmethod == ('wampcra' if method == 'salted' else method), details.authmethod
    return session


async def round_trip(one, other):
    await one.register(lambda a, b, c=0: a + b + c, 'com.example.python.add')
    assert await other.call('com.example.python.add', 1, 2, c=39) == 42
    try:
        await other.call('com.example.absent')
        raise AssertionError('an absent procedure was called')
    except ApplicationError as e:
        assert e.error == 'wamp.error.no_such_procedure', e
    events = DeferredQueue()
    await one.subscribe(lambda *args, **kwargs: events.put((args, kwargs)),
                        'com.example..temperature', SubscribeOptions(match='wildcard'))
    await other.publish('com.example.python.temperature', 21.5, '°C', b=[None, -7, {'x': True}],
                        options=PublishOptions(acknowledge=True))
    assert await events.get().addTimeout(10, reactor) == ((21.5, '°C'), {'b': [None, -7, {'x': True}]})


async def progressive_results(one, other):
    def count(details=None):
        for i in range(3):
            details.progress(i)
        return 'done'
    await one.register(count, 'com.example.python.count', RegisterOptions(details_arg='details'))
    pieces = []
    result = await other.call('com.example.python.count', options=CallOptions(on_progress=pieces.append))
    assert (result, pieces) == ('done', [0, 1, 2]), (result, pieces)


async def cancelling_calls(one, other):
    cancelled = Deferred()
    await one.register(lambda: Deferred(lambda d: cancelled.callback(True)), 'com.example.python.never')
    call = other.call('com.example.python.never')
    call.addErrback(lambda failure: None)
    call.cancel()
    assert await cancelled.addTimeout(10, reactor)


async def shared_registrations(one, other):
    for session, name in ((one, 'one'), (other, 'other')):
        await session.register(lambda name=name: name, 'com.example.python.shared',
                               RegisterOptions(invoke='roundrobin'))
    answers = [await other.call('com.example.python.shared') for _ in range(4)]
    assert answers == ['one', 'other', 'one', 'other'], answers


async def retained_events(one, other):
    await one.publish('com.example.python.state', 'on', options=PublishOptions(acknowledge=True, retain=True))
    events = DeferredQueue()
    await other.subscribe(events.put, 'com.example.python.state', SubscribeOptions(get_retained=True))
    assert await events.get().addTimeout(10, reactor) == 'on'


async def meta_api(one, other):
    sessions = await one.call('wamp.session.list')
    assert {one._session_id, other._session_id} <= set(sessions)
    await one.register(lambda: 0, 'com.example.python.counted')
    registration = await one.call('wamp.registration.match', 'com.example.python.counted')
    assert (await one.call('wamp.registration.get', registration))['uri'] == 'com.example.python.counted'


async def no_scram_of_the_earlier_draft(one, other):
    component = component_of([*given['combinations'][0][:2], 'scram'])
    left = Deferred()
    component.on_leave(lambda session, details: left.callback(details.reason))
    component.start(reactor).addErrback(lambda failure: None)
    assert await left.addTimeout(10, reactor) == 'wamp.error.no_matching_auth_method'


FEATURES = {
    'progressive results': progressive_results,
    'cancelling calls': cancelling_calls,
    'shared registrations': shared_registrations,
    'retained events': retained_events,
    'the meta API': meta_api,
    'no scram of the earlier draft': no_scram_of_the_earlier_draft,
}


async def with_two(combination, use):
    one = await opened(combination)
    other = await opened(combination)
    await use(one, other)
    one.leave()
    other.leave()


async def everything():
    for combination in given['combinations']:
        await with_two(combination, round_trip)
        print('ok', *combination)
    for name in given['features']:
        await with_two(given['combinations'][0], FEATURES[name])
        print('ok', name)


failures = []
txaio.use_twisted()
done = ensureDeferred(everything())
done.addErrback(failures.append)
done.addBoth(lambda _: reactor.callLater(0.1, reactor.stop))
reactor.run()
if failures:
    sys.exit(failures[0].getTraceback())
