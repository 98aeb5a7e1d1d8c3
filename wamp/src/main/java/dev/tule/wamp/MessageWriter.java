package dev.tule.wamp;

/** Writes messages, each as its wire form has it. */
final class MessageWriter {
    private final ItemWriter out;
    private final Serializer serializer;

    private MessageWriter(Serializer serializer, ItemWriter out) {
        this.serializer = serializer;
        this.out = out;
    }

    static byte[] write(Serializer serializer, Message message) {
        ItemWriter out = serializer.writer(sizeHint(serializer, message));
        MessageWriter writer = new MessageWriter(serializer, out);
        writer.message(message);
        out.endList();
        return out.toBytes();
    }

    private static int sizeHint(Serializer serializer, Message message) {
        return switch (message) {
            case Event event -> 48 + event.payload().sizeBytes(serializer);
            case Invocation invocation -> 48 + invocation.payload().sizeBytes(serializer);
            case Result result -> 32 + result.payload().sizeBytes(serializer);
            case Publish publish ->
                    48 + publish.topic().value().length() + publish.payload().sizeBytes(serializer);
            case Call call ->
                    48 + call.procedure().value().length() + call.payload().sizeBytes(serializer);
            case Yield yield -> 32 + yield.payload().sizeBytes(serializer);
            default -> 64;
        };
    }

    private void message(Message message) {
        switch (message) {
            case Hello(Uri realm, Dict details) -> {
                begin(message, 3);
                out.string(realm.value());
                out.dict(details);
            }
            case Welcome(SessionId session, Dict details) -> {
                begin(message, 3);
                out.integer(session.value());
                out.dict(details);
            }
            case Abort(Dict details, Uri reason, Payload payload) -> {
                begin(message, 3 + payload.count());
                out.dict(details);
                out.string(reason.value());
                payload.writeTo(out, serializer);
            }
            case Challenge(String method, Dict extra) -> {
                begin(message, 3);
                out.string(method);
                out.dict(extra);
            }
            case Authenticate(String signature, Dict extra) -> {
                begin(message, 3);
                out.string(signature);
                out.dict(extra);
            }
            case Goodbye(Dict details, Uri reason, Payload payload) -> {
                begin(message, 3 + payload.count());
                out.dict(details);
                out.string(reason.value());
                payload.writeTo(out, serializer);
            }
            case ErrorMessage error -> error(error);
            case Publish(RequestId request, Dict options, Uri topic, Payload payload) ->
                    request(message, request, options, topic, payload);
            case Subscribe(RequestId request, Dict options, Uri topic) ->
                    request(message, request, options, topic, Payload.EMPTY);
            case Call(RequestId request, Dict options, Uri procedure, Payload payload) ->
                    request(message, request, options, procedure, payload);
            case Register(RequestId request, Dict options, Uri procedure) ->
                    request(message, request, options, procedure, Payload.EMPTY);
            case Event(SubscriptionId to, PublicationId from, Dict details, Payload payload) ->
                    delivery(message, to, from, details, payload);
            case Invocation(RequestId request, RegistrationId to, Dict details, Payload payload) ->
                    delivery(message, request, to, details, payload);
            case Result(RequestId request, Dict details, Payload payload) ->
                    outcome(message, request, details, payload);
            case Yield(RequestId request, Dict options, Payload payload) ->
                    outcome(message, request, options, payload);
            case Cancel(RequestId request, Dict options) ->
                    outcome(message, request, options, Payload.EMPTY);
            case Interrupt(RequestId request, Dict options) ->
                    outcome(message, request, options, Payload.EMPTY);
            case Published(RequestId request, PublicationId id) -> ids(message, request, id);
            case Subscribed(RequestId request, SubscriptionId id) -> ids(message, request, id);
            case Unsubscribe(RequestId request, SubscriptionId id) -> ids(message, request, id);
            case Registered(RequestId request, RegistrationId id) -> ids(message, request, id);
            case Unregister(RequestId request, RegistrationId id) -> ids(message, request, id);
            case Unsubscribed(RequestId request) -> ids(message, request);
            case Unregistered(RequestId request) -> ids(message, request);
            case SubscriptionRevoked revoked -> revocation(message, revoked.details());
            case RegistrationRevoked revoked -> revocation(message, revoked.details());
            case EventReceived(PublicationId publication) -> ids(message, publication);
        }
    }

    private void begin(Message message, int size) {
        out.beginList(size);
        out.integer(message.type().code());
    }

    private void ids(Message message, Id... ids) {
        begin(message, 1 + ids.length);
        for (Id id : ids) {
            out.integer(id.value());
        }
    }

    private void revocation(Message message, Dict details) {
        begin(message, 3);
        out.integer(0);
        out.dict(details);
    }

    private void error(ErrorMessage error) {
        begin(error, 5 + error.payload().count());
        out.integer(error.requestType().code());
        out.integer(error.request().value());
        out.dict(error.details());
        out.string(error.error().value());
        error.payload().writeTo(out, serializer);
    }

    private void request(
            Message message, RequestId request, Dict options, Uri uri, Payload payload) {
        begin(message, 4 + payload.count());
        out.integer(request.value());
        out.dict(options);
        out.string(uri.value());
        payload.writeTo(out, serializer);
    }

    private void delivery(Message message, Id first, Id second, Dict details, Payload payload) {
        begin(message, 4 + payload.count());
        out.integer(first.value());
        out.integer(second.value());
        out.dict(details);
        payload.writeTo(out, serializer);
    }

    private void outcome(Message message, RequestId request, Dict details, Payload payload) {
        begin(message, 3 + payload.count());
        out.integer(request.value());
        out.dict(details);
        payload.writeTo(out, serializer);
    }
}
