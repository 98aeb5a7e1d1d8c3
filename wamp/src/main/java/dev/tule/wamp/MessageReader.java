package dev.tule.wamp;

import dev.tule.wamp.ItemReader.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages: the header of each, element by element as its wire form has it; of the payload
 * only the extent.
 */
final class MessageReader {
    private final Serializer serializer;
    private final byte[] bytes;
    private final ItemReader in;
    private final MessageType type;

    private MessageReader(Serializer serializer, byte[] bytes, Limits limits)
            throws MalformedMessage {
        this.serializer = serializer;
        this.bytes = bytes;
        this.in = serializer.reader(bytes, 0, bytes.length, limits);
        in.beginList();
        if (!in.hasNext()) {
            throw new MalformedMessage("an empty message");
        }
        long code = in.readInteger();
        MessageType known = MessageType.of(code);
        if (known == null) {
            throw new MalformedMessage("there is no message type " + code);
        }
        this.type = known;
    }

    static Message read(Serializer serializer, byte[] bytes, Limits limits)
            throws MalformedMessage {
        return new MessageReader(serializer, bytes, limits).message();
    }

    /** The values of that many items, in bytes that were checked before. */
    static @Nullable Object[] items(
            Serializer serializer, byte[] bytes, int from, int to, int count)
            throws MalformedMessage {
        Limits limits = new Limits(Integer.MAX_VALUE, 256, Integer.MAX_VALUE);
        ItemReader in = serializer.reader(bytes, from, to, limits);
        @Nullable Object[] items = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                in.separator();
            }
            items[i] = in.readValue();
        }
        return items;
    }

    private Message message() throws MalformedMessage {
        return switch (type) {
            case HELLO -> ended(new Hello(uri(), dict()));
            case WELCOME -> ended(new Welcome(new SessionId(id()), dict()));
            case ABORT -> {
                Dict details = dict();
                yield new Abort(details, uri(), payload(details));
            }
            case CHALLENGE -> ended(new Challenge(string(), dict()));
            case AUTHENTICATE -> ended(new Authenticate(string(), dict()));
            case GOODBYE -> {
                Dict details = dict();
                yield new Goodbye(details, uri(), payload(details));
            }
            case ERROR -> error();
            case PUBLISH,
                    PUBLISHED,
                    SUBSCRIBE,
                    SUBSCRIBED,
                    UNSUBSCRIBE,
                    UNSUBSCRIBED,
                    EVENT,
                    EVENT_RECEIVED ->
                    publishAndSubscribe();
            case CALL,
                    CANCEL,
                    RESULT,
                    REGISTER,
                    REGISTERED,
                    UNREGISTER,
                    UNREGISTERED,
                    INVOCATION,
                    INTERRUPT,
                    YIELD ->
                    remoteProcedureCall();
        };
    }

    private Message publishAndSubscribe() throws MalformedMessage {
        return switch (type) {
            case PUBLISH -> {
                RequestId request = request();
                Dict options = dict();
                yield new Publish(request, options, uri(), payload(options));
            }
            case PUBLISHED -> ended(new Published(request(), new PublicationId(id())));
            case SUBSCRIBE -> ended(new Subscribe(request(), dict(), uri()));
            case SUBSCRIBED -> ended(new Subscribed(request(), new SubscriptionId(id())));
            case UNSUBSCRIBE -> ended(new Unsubscribe(request(), new SubscriptionId(id())));
            case UNSUBSCRIBED -> ended(unsubscribed());
            case EVENT -> {
                SubscriptionId subscription = new SubscriptionId(id());
                PublicationId publication = new PublicationId(id());
                Dict details = dict();
                yield new Event(subscription, publication, details, payload(details));
            }
            default -> ended(new EventReceived(new PublicationId(id())));
        };
    }

    private Message remoteProcedureCall() throws MalformedMessage {
        return switch (type) {
            case CALL -> {
                RequestId request = request();
                Dict options = dict();
                yield new Call(request, options, uri(), payload(options));
            }
            case CANCEL -> ended(new Cancel(request(), dict()));
            case RESULT -> {
                RequestId request = request();
                Dict details = dict();
                yield new Result(request, details, payload(details));
            }
            case REGISTER -> ended(new Register(request(), dict(), uri()));
            case REGISTERED -> ended(new Registered(request(), new RegistrationId(id())));
            case UNREGISTER -> ended(new Unregister(request(), new RegistrationId(id())));
            case UNREGISTERED -> ended(unregistered());
            case INVOCATION -> {
                RequestId request = request();
                RegistrationId registration = new RegistrationId(id());
                Dict details = dict();
                yield new Invocation(request, registration, details, payload(details));
            }
            case INTERRUPT -> ended(new Interrupt(request(), dict()));
            default -> {
                RequestId request = request();
                Dict options = dict();
                yield new Yield(request, options, payload(options));
            }
        };
    }

    private Message unsubscribed() throws MalformedMessage {
        long request = idOrZero();
        if (request != 0) {
            return new Unsubscribed(new RequestId(request));
        }
        Dict details = dict();
        return new SubscriptionRevoked(new SubscriptionId(revoked(details)), details);
    }

    private Message unregistered() throws MalformedMessage {
        long request = idOrZero();
        if (request != 0) {
            return new Unregistered(new RequestId(request));
        }
        Dict details = dict();
        return new RegistrationRevoked(new RegistrationId(revoked(details)), details);
    }

    /** The number of a request; 0 where the router acts of its own accord. */
    private long idOrZero() throws MalformedMessage {
        next();
        long id = in.readInteger();
        if (id != 0 && !Id.valid(id)) {
            throw new MalformedMessage(type + ": an id is from 1 to 2^53");
        }
        return id;
    }

    private long revoked(Dict details) throws MalformedMessage {
        String name = type == MessageType.UNSUBSCRIBED ? "subscription" : "registration";
        return details.integer(name)
                .orElseThrow(() -> new MalformedMessage(type + " must say which " + name));
    }

    private Message error() throws MalformedMessage {
        next();
        long code = in.readInteger();
        MessageType requestType = MessageType.of(code);
        if (requestType == null) {
            throw new MalformedMessage("ERROR: there is no message type " + code);
        }
        RequestId request = request();
        Dict details = dict();
        return new ErrorMessage(requestType, request, details, uri(), payload(details));
    }

    private void next() throws MalformedMessage {
        if (!in.hasNext()) {
            throw new MalformedMessage(type + ": the message is too short");
        }
    }

    private long id() throws MalformedMessage {
        next();
        long id = in.readInteger();
        if (!Id.valid(id)) {
            throw new MalformedMessage(type + ": an id is from 1 to 2^53");
        }
        return id;
    }

    private RequestId request() throws MalformedMessage {
        return new RequestId(id());
    }

    private String string() throws MalformedMessage {
        next();
        return in.readString();
    }

    private Uri uri() throws MalformedMessage {
        return new Uri(string());
    }

    private Dict dict() throws MalformedMessage {
        next();
        Dict dict = in.readDict();
        DictRules.check(type, dict);
        return dict;
    }

    private Message ended(Message message) throws MalformedMessage {
        if (in.hasNext()) {
            throw new MalformedMessage(type + ": the message is too long");
        }
        return message;
    }

    private Payload payload(Dict dict) throws MalformedMessage {
        if (!in.hasNext()) {
            return Payload.EMPTY;
        }
        int from = in.itemStart();
        checkArguments(dict);
        in.skipValue();
        int to = in.position;
        int count = 1;
        if (in.hasNext()) {
            if (in.peek() != Shape.DICT) {
                throw new MalformedMessage(type + ": the keyword arguments must be a dict");
            }
            in.skipValue();
            to = in.position;
            count = 2;
            if (in.hasNext()) {
                throw new MalformedMessage(type + ": the message is too long");
            }
        }
        return Payload.slice(serializer, count, bytes, from, to);
    }

    private void checkArguments(Dict dict) throws MalformedMessage {
        Shape shape = in.peek();
        boolean opaque = shape == Shape.STRING || shape == Shape.BINARY;
        if (shape == Shape.LIST || (opaque && dict.contains("enc_algo"))) {
            return;
        }
        throw new MalformedMessage(type + ": the arguments must be a list");
    }
}
