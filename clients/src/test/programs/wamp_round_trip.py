"""What autobahn does with a router: a round trip for each combination of transport, serializer and authentication
method, and the advanced features it has.

The only argument is JSON:
{"host", "port", "realm", "combinations": [["websocket", "json", "ticket"], ...], "features": true, "secrets": {}}
"""

import json
import sys

import txaio
from autobahn.twisted.component import Component
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import CallOptions, PublishOptions, RegisterOptions, SubscribeOptions
from twisted.internet import reactor
from twisted.internet.defer import Deferred, DeferredQueue, ensureDeferred

given = json.loads(sys.argv[1])
secrets = given['secrets']
METHODS = {
    'anonymous': {'anonymous': {}},
    'ticket': {'ticket': {'authid': 'ticket', 'ticket': secrets.get('ticket')}},
    'wampcra': {'wampcra': {'authid': 'wampcra', 'secret': secrets.get('wampcra')}},
    'salted': {'wampcra': {'authid': 'salted', 'secret': secrets.get('salted')}},
    'cryptosign': {'cryptosign': {'authid': 'cryptosign', 'privkey': secrets.get('cryptosign')}},
}


def transport(kind, serializer):
    address = f'{given["host"]}:{given["port"]}'
    if kind == 'websocket':
        return {'type': 'websocket', 'url': f'ws://{address}/ws', 'serializers': [serializer], 'max_retries': 0}
    return {
        'type': 'rawsocket', 'url': f'rs://{address}', 'serializer': serializer, 'max_retries': 0,
        'endpoint': {'type': 'tcp', 'host': given['host'], 'port': given['port']},
    }


async def opened(combination):
    kind, serializer, method = combination
    component = Component(transports=[transport(kind, serializer)], realm=given['realm'],
                          authentication=METHODS[method])
    joined = Deferred()
    component.on_join(lambda session, details: joined.callback(session))
    ended = component.start(reactor)
    ended.addErrback(lambda failure: joined.called or joined.errback(failure))
    return await joined.addTimeout(10, reactor)


async def round_trip(combination):
    one = await opened(combination)
    other = await opened(combination)
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
    one.leave()
    other.leave()


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
    registration = await one.call('wamp.registration.match', 'com.example.python.count')
    assert (await one.call('wamp.registration.get', registration))['uri'] == 'com.example.python.count'


FEATURES = {
    'progressive results': progressive_results,
    'cancelling calls': cancelling_calls,
    'shared registrations': shared_registrations,
    'retained events': retained_events,
    'the meta API': meta_api,
}


async def everything():
    for combination in given['combinations']:
        await round_trip(combination)
        print('ok', *combination)
    if given['features']:
        one = await opened(given['combinations'][0])
        other = await opened(given['combinations'][0])
        for name, run in FEATURES.items():
            await run(one, other)
            print('ok', name)
        one.leave()
        other.leave()


failures = []
txaio.use_twisted()
done = ensureDeferred(everything())
done.addErrback(failures.append)
done.addBoth(lambda _: reactor.callLater(0.1, reactor.stop))
reactor.run()
if failures:
    sys.exit(failures[0].getTraceback())
