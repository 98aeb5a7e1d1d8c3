package dev.tule.wamp;

/**
 * A WAMP message. Each kind is a record whose comment quotes its wire form. Immutable; {@code
 * options}, {@code details} and {@code payload} may be shared by many messages.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-messages">Messages</a>
 */
public sealed interface Message
        permits Hello,
                Welcome,
                Abort,
                Challenge,
                Authenticate,
                Goodbye,
                ErrorMessage,
                Publish,
                Published,
                Subscribe,
                Subscribed,
                Unsubscribe,
                Unsubscribed,
                SubscriptionRevoked,
                Event,
                Call,
                Cancel,
                Result,
                Register,
                Registered,
                Unregister,
                Unregistered,
                RegistrationRevoked,
                Invocation,
                Interrupt,
                Yield,
                EventReceived {

    /** Which kind it is. */
    MessageType type();
}
