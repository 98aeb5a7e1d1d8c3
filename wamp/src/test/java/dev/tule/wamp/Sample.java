package dev.tule.wamp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of each kind, with its wire form in JSON. */
record Sample(String json, Message message) {

    private static final Payload BOTH = Payload.of(List.of("a", 7L), Map.of("k", true));
    private static final RequestId REQUEST = new RequestId(1);
    private static final Uri TOPIC = Uri.of("lab.heat");

    static List<Sample> all() {
        return List.of(
                new Sample(
                        "[1,\"realm1\",{\"roles\":{\"caller\":{}}}]",
                        new Hello(Uri.of("realm1"), Dict.of("roles", Map.of("caller", Map.of())))),
                new Sample(
                        "[2,9007199254740992,{}]", new Welcome(new SessionId(Id.MAX), Dict.EMPTY)),
                new Sample(
                        "[3,{\"message\":\"no\"},\"wamp.error.no_such_realm\"]",
                        Abort.of(ErrorUri.NO_SUCH_REALM, "no")),
                new Sample("[4,\"ticket\",{}]", new Challenge("ticket", Dict.EMPTY)),
                new Sample("[5,\"secret\",{}]", new Authenticate("secret", Dict.EMPTY)),
                new Sample(
                        "[6,{},\"wamp.close.goodbye_and_out\"]",
                        Goodbye.of(CloseUri.GOODBYE_AND_OUT)),
                new Sample(
                        "[8,48,1,{},\"lab.error\",[\"why\"]]",
                        ErrorMessage.of(MessageType.CALL, REQUEST, Uri.of("lab.error"), "why")),
                new Sample(
                        "[16,1,{\"acknowledge\":true},\"lab.heat\",[\"a\",7],{\"k\":true}]",
                        new Publish(REQUEST, Dict.of("acknowledge", true), TOPIC, BOTH)),
                new Sample("[17,1,5]", new Published(REQUEST, new PublicationId(5))),
                new Sample(
                        "[32,1,{\"match\":\"prefix\"},\"lab.heat\"]",
                        new Subscribe(REQUEST, Dict.of("match", "prefix"), TOPIC)),
                new Sample("[33,1,5]", new Subscribed(REQUEST, new SubscriptionId(5))),
                new Sample("[34,1,5]", new Unsubscribe(REQUEST, new SubscriptionId(5))),
                new Sample("[35,1]", new Unsubscribed(REQUEST)),
                new Sample(
                        "[35,0,{\"subscription\":5,\"reason\":\"moved\"}]",
                        SubscriptionRevoked.of(new SubscriptionId(5), "moved")),
                new Sample(
                        "[36,5,6,{\"topic\":\"lab.heat\"},[\"a\",7],{\"k\":true}]",
                        new Event(
                                new SubscriptionId(5),
                                new PublicationId(6),
                                Dict.of("topic", "lab.heat"),
                                BOTH)),
                new Sample(
                        "[48,1,{\"timeout\":50},\"lab.heat\",[],{\"k\":true}]",
                        new Call(
                                REQUEST,
                                Dict.of("timeout", 50L),
                                TOPIC,
                                Payload.of(List.of(), Map.of("k", true)))),
                new Sample(
                        "[49,1,{\"mode\":\"kill\"}]", new Cancel(REQUEST, Dict.of("mode", "kill"))),
                new Sample(
                        "[50,1,{\"progress\":true},[null]]",
                        new Result(REQUEST, Dict.of("progress", true), nothing())),
                new Sample(
                        "[64,1,{\"invoke\":\"random\"},\"lab.heat\"]",
                        new Register(REQUEST, Dict.of("invoke", "random"), TOPIC)),
                new Sample("[65,1,5]", new Registered(REQUEST, new RegistrationId(5))),
                new Sample("[66,1,5]", new Unregister(REQUEST, new RegistrationId(5))),
                new Sample("[67,1]", new Unregistered(REQUEST)),
                new Sample(
                        "[67,0,{\"registration\":5,\"reason\":\"moved\"}]",
                        RegistrationRevoked.of(new RegistrationId(5), "moved")),
                new Sample(
                        "[68,1,5,{},[\"a\",7],{\"k\":true}]",
                        new Invocation(REQUEST, new RegistrationId(5), Dict.EMPTY, BOTH)),
                new Sample("[69,1,{}]", new Interrupt(REQUEST, Dict.EMPTY)),
                new Sample("[70,1,{}]", new Yield(REQUEST, Dict.EMPTY, Payload.EMPTY)),
                new Sample("[337,6]", new EventReceived(new PublicationId(6))));
    }

    private static Payload nothing() {
        return Payload.of((@Nullable Object) null);
    }

    /** Values of every kind, and at the edges of each. */
    static Payload values() {
        Map<String, @Nullable Object> dict = new LinkedHashMap<>();
        dict.put("null", null);
        dict.put("", "empty");
        dict.put("nested", Map.of("list", List.of(List.of(), Map.of())));
        return Payload.of(
                Arrays.asList(
                        0L,
                        -1L,
                        23L,
                        24L,
                        127L,
                        128L,
                        255L,
                        256L,
                        65535L,
                        65536L,
                        -32L,
                        -33L,
                        -128L,
                        -129L,
                        -32769L,
                        (1L << 32) - 1,
                        1L << 32,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        new BigInteger("18446744073709551615"),
                        0.5,
                        -1e300,
                        true,
                        false,
                        null,
                        "",
                        "\u0001\u001f\"\\/\n\r\t\b\f",
                        "gr\u00fc\u00df \u20ac \ud83d\ude00",
                        "x".repeat(31),
                        "x".repeat(32),
                        "x".repeat(256),
                        "x".repeat(70_000),
                        new byte[0],
                        new byte[300],
                        new byte[70_000]),
                dict);
    }
}
