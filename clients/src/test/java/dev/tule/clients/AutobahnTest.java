package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Publish, subscribe, call and register with Autobahn, by every transport and serializer it has.
 */
@ExtendWith(WithTule.class)
class AutobahnTest {

    @ParameterizedTest
    @CsvSource({
        "websocket, json", "websocket, msgpack", "websocket, cbor",
        "rawsocket, json", "rawsocket, msgpack", "rawsocket, cbor",
        "longpoll, json"
    })
    void autobahnForJavaScriptMakesARoundTrip(String transport, String serializer, Tule tule) {
        Program program =
                Program.node("wamp.mjs", tule.webSocket().toString(), transport, serializer);

        assertThat(program.run()).contains("made its round trip");
    }

    @ParameterizedTest
    @CsvSource({
        "websocket, json", "websocket, msgpack", "websocket, cbor",
        "rawsocket, json", "rawsocket, msgpack", "rawsocket, cbor",
        "websocket, ubjson", "rawsocket, ubjson"
    })
    void autobahnForPythonMakesARoundTrip(String transport, String serializer, Tule tule) {
        String address =
                transport.equals("websocket")
                        ? tule.webSocket().toString()
                        : "rs://127.0.0.1:" + tule.webPort();
        Program program = Program.python("wamp_round_trip.py", address, serializer);

        assertThat(program.run()).contains("made its round trip");
    }

    @ParameterizedTest
    @CsvSource({"json", "msgpack", "cbor"})
    void autobahnForJavaMakesARoundTrip(String serializer, Tule tule) throws Exception {
        List<Object> heard = AutobahnJava.roundTrip(tule.webSocket(), serializer);

        assertThat(heard).containsExactly(42, 21.5);
    }
}
