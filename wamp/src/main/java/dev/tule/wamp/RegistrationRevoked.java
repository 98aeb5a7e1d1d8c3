package dev.tule.wamp;

import java.util.Optional;

/**
 * The dealer has ended a registration that nobody asked it to end.
 *
 * <p>{@code [UNREGISTERED, 0, Details|dict]}
 *
 * @param registration {@code Details.registration}
 * @param details may hold a {@code reason} for people
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-registration-revocation">Registration
 *     Revocation</a>
 */
public record RegistrationRevoked(RegistrationId registration, Dict details) implements Message {

    public static RegistrationRevoked of(RegistrationId registration, String reason) {
        Dict details = Dict.of("registration", registration.value(), "reason", reason);
        return new RegistrationRevoked(registration, details);
    }

    /** Why, for people. */
    public Optional<String> reason() {
        return details.string("reason");
    }

    @Override
    public MessageType type() {
        return MessageType.UNREGISTERED;
    }
}
