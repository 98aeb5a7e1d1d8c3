package dev.tule.wamp;

/** The errors that the protocol names, each with its section of the specification. */
public final class ErrorUri {

    /**
     * A topic, procedure or pattern breaks the rules of URIs.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri INVALID_URI = Uri.of("wamp.error.invalid_uri");

    /**
     * Nobody serves the procedure.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri NO_SUCH_PROCEDURE = Uri.of("wamp.error.no_such_procedure");

    /**
     * Somebody else serves the procedure, and does not share it.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri PROCEDURE_ALREADY_EXISTS =
            Uri.of("wamp.error.procedure_already_exists");

    /**
     * The session has no such registration.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri NO_SUCH_REGISTRATION = Uri.of("wamp.error.no_such_registration");

    /**
     * The session has no such subscription.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri NO_SUCH_SUBSCRIPTION = Uri.of("wamp.error.no_such_subscription");

    /**
     * The arguments are not what the procedure takes.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri INVALID_ARGUMENT = Uri.of("wamp.error.invalid_argument");

    /**
     * The call was cancelled.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri CANCELED = Uri.of("wamp.error.canceled");

    /**
     * The payload is larger than the receiver takes.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri PAYLOAD_SIZE_EXCEEDED = Uri.of("wamp.error.payload_size_exceeded");

    /**
     * The peer broke a rule of the protocol.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri PROTOCOL_VIOLATION = Uri.of("wamp.error.protocol_violation");

    /**
     * The session may not do this.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri NOT_AUTHORIZED = Uri.of("wamp.error.not_authorized");

    /**
     * Whether the session may do this could not be decided.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri AUTHORIZATION_FAILED = Uri.of("wamp.error.authorization_failed");

    /**
     * There is no such realm.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri NO_SUCH_REALM = Uri.of("wamp.error.no_such_realm");

    /**
     * There is no such role.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Specification</a>
     */
    public static final Uri NO_SUCH_ROLE = Uri.of("wamp.error.no_such_role");

    /**
     * None of the authentication methods offered is accepted.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri NO_MATCHING_AUTH_METHOD = Uri.of("wamp.error.no_matching_auth_method");

    /**
     * There is no such principal.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri NO_SUCH_PRINCIPAL = Uri.of("wamp.error.no_such_principal");

    /**
     * The proof of identity is wrong.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri AUTHENTICATION_DENIED = Uri.of("wamp.error.authentication_denied");

    /**
     * The proof of identity could not be checked.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri AUTHENTICATION_FAILED = Uri.of("wamp.error.authentication_failed");

    /**
     * The realm does not take anonymous sessions.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri AUTHENTICATION_REQUIRED = Uri.of("wamp.error.authentication_required");

    /**
     * The principal may not do this.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri AUTHORIZATION_DENIED = Uri.of("wamp.error.authorization_denied");

    /**
     * This needs a permission.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri AUTHORIZATION_REQUIRED = Uri.of("wamp.error.authorization_required");

    /**
     * The call took too long.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri TIMEOUT = Uri.of("wamp.error.timeout");

    /**
     * The router does not allow an option.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri OPTION_NOT_ALLOWED = Uri.of("wamp.error.option_not_allowed");

    /**
     * The router does not let the session tell who it is.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri OPTION_DISALLOWED_DISCLOSE_ME =
            Uri.of("wamp.error.option_disallowed.disclose_me");

    /**
     * The network failed.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri NETWORK_FAILURE = Uri.of("wamp.error.network_failure");

    /**
     * The callee cannot take the invocation.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri UNAVAILABLE = Uri.of("wamp.error.unavailable");

    /**
     * No callee of the procedure can take the call.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri NO_AVAILABLE_CALLEE = Uri.of("wamp.error.no_available_callee");

    /**
     * The callee lacks a feature that the call asks for.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri FEATURE_NOT_SUPPORTED = Uri.of("wamp.error.feature_not_supported");

    /**
     * There is no such session.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-meta-api">Specification</a>
     */
    public static final Uri NO_SUCH_SESSION = Uri.of("wamp.error.no_such_session");

    /**
     * The callee failed in a way it did not foresee. (Not in the specification: what Autobahn
     * says.)
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-advanced-profile-uris">Specification</a>
     */
    public static final Uri RUNTIME_ERROR = Uri.of("wamp.error.runtime_error");

    private ErrorUri() {}
}
