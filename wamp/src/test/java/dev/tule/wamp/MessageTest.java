package dev.tule.wamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessagePack;

class MessageTest {

    static List<Sample> samples() {
        return Sample.all();
    }

    static Stream<Arguments> samplesInEverySerializer() {
        return Stream.of(Serializer.values())
                .flatMap(s -> Sample.all().stream().map(sample -> Arguments.of(s, sample)));
    }

    @Test
    void thereIsASampleOfEveryKind() {
        assertThat(Sample.all().stream().map(sample -> sample.message().type()))
                .contains(MessageType.values());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageHasTheWireFormOfTheSpecification(Sample sample) throws Exception {
        byte[] encoded = Serializer.JSON.encode(sample.message());

        assertThat(new String(encoded, UTF_8)).isEqualTo(sample.json());
        assertThat(Serializer.JSON.decode(sample.json().getBytes(UTF_8), Limits.DEFAULT))
                .isEqualTo(sample.message());
    }

    static Stream<Arguments> samplesInLibrarySerializers() {
        return samplesInEverySerializer().filter(a -> a.get()[0] != Serializer.UBJSON);
    }

    @ParameterizedTest
    @MethodSource("samplesInEverySerializer")
    void aMessageSurvivesEverySerializer(Serializer serializer, Sample sample) throws Exception {
        byte[] encoded = serializer.encode(sample.message());
        Message decoded = serializer.decode(encoded, Limits.DEFAULT);

        assertThat(decoded).isEqualTo(sample.message());
        assertThat(serializer.encode(decoded)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @MethodSource("samplesInLibrarySerializers")
    void otherLibrariesReadTheSame(Serializer serializer, Sample sample) throws Exception {
        byte[] encoded = serializer.encode(sample.message());
        ObjectMapper json = new ObjectMapper();
        Object read =
                switch (serializer) {
                    case JSON -> json.readTree(encoded);
                    case MESSAGE_PACK ->
                            json.readTree(
                                    MessagePack.newDefaultUnpacker(encoded).unpackValue().toJson());
                    case CBOR -> new ObjectMapper(new CBORFactory()).readTree(encoded);
                    case UBJSON -> throw new AssertionError("py-ubjson reads ours: module clients");
                };

        assertThat(json.writeValueAsString(read)).isEqualTo(sample.json());
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreTranslatedBetweenAllSerializers(Serializer from) throws Exception {
        Payload values = Sample.values();
        Message original = new Publish(new RequestId(1), Dict.EMPTY, Uri.of("lab.heat"), values);
        Message received = from.decode(from.encode(original), Limits.DEFAULT);

        for (Serializer to : Serializer.values()) {
            Message translated = to.decode(to.encode(received), Limits.DEFAULT);
            assertThat(translated).as("%s to %s", from, to).isEqualTo(original);
        }
    }

    @Test
    void aPayloadOfTheSameSerializerStaysTheBytesItCameAs() throws Exception {
        String payload = "[ 1.50 , \"\\u0041\" ] , { \"a\" : 1e2 }";
        byte[] bytes = ("[16,1,{},\"a.b\", " + payload + " ]").getBytes(UTF_8);
        Publish publish = (Publish) Serializer.JSON.decode(bytes, Limits.DEFAULT);

        Event event =
                new Event(
                        new SubscriptionId(1), new PublicationId(2), Dict.EMPTY, publish.payload());

        assertThat(new String(Serializer.JSON.encode(event), UTF_8))
                .isEqualTo("[36,1,2,{}," + payload + "]");
        assertThat(publish.payload().arguments()).containsExactly(1.5, "A");
        assertThat(publish.payload().argumentsKw()).containsEntry("a", 100.0);
    }

    @Test
    void binaryInJsonIsBase64AfterAZeroCharacter() {
        Message yield =
                new Yield(new RequestId(1), Dict.EMPTY, Payload.of((Object) new byte[] {16, 3, 0}));

        assertThat(new String(Serializer.JSON.encode(yield), UTF_8))
                .isEqualTo("[70,1,{},[\"\\u0000EAMA\"]]");
    }

    @Test
    void optionsThatJavaScriptLeavesUndefinedAreAbsent() throws Exception {
        byte[] messagePack = HexFormat.of().parseHex("94200181a56d61746368d40000a161");
        byte[] cbor = HexFormat.of().parseHex("84182001a1656d61746368f76161");
        for (Message message :
                List.of(
                        Serializer.MESSAGE_PACK.decode(messagePack, Limits.DEFAULT),
                        Serializer.CBOR.decode(cbor, Limits.DEFAULT))) {
            assertThat(message)
                    .isInstanceOfSatisfying(
                            Subscribe.class,
                            subscribe ->
                                    assertThat(subscribe.match()).isEqualTo(MatchPolicy.EXACT));
        }
    }

    /** JSON can write half of a surrogate pair; no other serializer can. */
    @ParameterizedTest
    @EnumSource(value = Serializer.class, names = "JSON", mode = EnumSource.Mode.EXCLUDE)
    void halfASurrogatePairIsTranslatedToTheReplacementCharacter(Serializer serializer)
            throws MalformedMessage {
        byte[] json = "[16,1,{},\"a\",[\"why? \\ud83d!\",\"\\ud83d\\ude00\"]]".getBytes(UTF_8);
        Message read = Serializer.JSON.decode(json, Limits.DEFAULT);

        Publish translated = (Publish) serializer.decode(serializer.encode(read), Limits.DEFAULT);

        assertThat(translated.payload().arguments())
                .containsExactly("why? \uFFFD!", "\uD83D\uDE00");
    }
}
