"""Publish, subscribe, call and register with autobahn.

Arguments: the router's address, ws://host:port/ws or rs://host:port, and the serializer (json, msgpack, cbor, ubjson).
"""

import sys

from autobahn.twisted.wamp import ApplicationRunner, ApplicationSession
from autobahn.wamp import serializer
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import PublishOptions, SubscribeOptions
from twisted.internet import reactor
from twisted.internet.defer import DeferredQueue

address, name = sys.argv[1:]
serializers = {
    'json': serializer.JsonSerializer,
    'msgpack': serializer.MsgPackSerializer,
    'cbor': serializer.CBORSerializer,
    'ubjson': serializer.UBJSONSerializer,
}
failures = []
done = []


class RoundTrip(ApplicationSession):

    async def onJoin(self, details):
        try:
            await self.round_trip()
            done.append(True)
        except BaseException as e:
            failures.append(e)
        self.leave()

    async def round_trip(self):
        await self.register(lambda a, b, c=0: a + b + c, 'com.example.python.add')
        assert await self.call('com.example.python.add', 1, 2, c=39) == 42
        try:
            await self.call('com.example.absent')
            raise AssertionError('an absent procedure was called')
        except ApplicationError as e:
            assert e.error == 'wamp.error.no_such_procedure', e
        events = DeferredQueue()
        await self.subscribe(lambda *args, **kwargs: events.put((args, kwargs)),
                             'com.example..temperature', SubscribeOptions(match='wildcard'))
        await self.publish('com.example.python.temperature', 21.5, '°C', b=[None, -7, {'x': True}],
                           options=PublishOptions(acknowledge=True, exclude_me=False))
        assert await events.get().addTimeout(10, reactor) == ((21.5, '°C'), {'b': [None, -7, {'x': True}]})

    def onDisconnect(self):
        reactor.stop()


ApplicationRunner(address, 'realm1', serializers=[serializers[name]()]).run(RoundTrip)
if failures or not done:
    sys.exit(f'failed: {failures}')
print(f'autobahn made its round trip to {address.split(":")[0]} by {name}')
