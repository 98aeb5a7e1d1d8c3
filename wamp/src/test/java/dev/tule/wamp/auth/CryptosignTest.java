package dev.tule.wamp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CryptosignTest {
    private static final String PRIVATE =
            "4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510";
    private static final Optional<BoundChannel> NONE = Optional.empty();

    private static Optional<BoundChannel> channel(String id) {
        return Optional.of(
                new BoundChannel(ChannelBinding.TLS_EXPORTER, HexFormat.of().parseHex(id)));
    }

    /** The specification's vectors: channel, private key, challenge, signature, signed message. */
    @ParameterizedTest
    @CsvSource({
        "none,"
                + "4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510,"
                + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
                + "b32675b221f08593213737bef8240e7c15228b07028e19595294678c90d11c0c"
                + "ae80a357331bfc5cc9fb71081464e6e75013517c2cf067ad566a6b7b728e5d03,"
                + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "none,"
                + "d511fe78e23934b3dadb52fcd022974b80bd92bccc7c5cf404e46cc0a8a2f5cd,"
                + "b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d,"
                + "d4209ad10d5aff6bfbc009d7e924795de138a63515efc7afc6b01b7fe5201372"
                + "190374886a70207b042294af5bd64ce725cd8dceb344e6d11c09d1aaaf4d660f,"
                + "b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d",
        "none,"
                + "6e1fde9cf9e2359a87420b65a87dc0c66136e66945196ba2475990d8a0c3a25b,"
                + "b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2,"
                + "7beb282184baadd08f166f16dd683b39cab53816ed81e6955def951cb2ddad1e"
                + "c184e206746fd82bda075af03711d3d5658fc84a76196b0fa8d1ebc92ef9f30b,"
                + "b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2",
        "62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff,"
                + "4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510,"
                + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
                + "9b6f41540c9b95b4b7b281c3042fa9c54cef43c842d62ea3fd6030fcb66e70b3"
                + "e80d49d44c29d1635da9348d02ec93f3ed1ef227dfb59a07b580095c2b82f80f,"
                + "9d16ca518aa0c2b707f2b2a609edeca73bca8dd59817a633f35574ac6fd80d00",
        "62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff,"
                + "d511fe78e23934b3dadb52fcd022974b80bd92bccc7c5cf404e46cc0a8a2f5cd,"
                + "b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d,"
                + "305aaa3ac25e98f651427688b3fc43fe7d8a68a7ec1d7d61c61517c519bd4a42"
                + "7c3015599d83ca28b4c652333920223844ef0725eb5dc2febfd6af7677b73f01,"
                + "d0852a29b460fc92ec943242ac638a053bbacc200512b18b30d15083cbdc9282",
        "62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff,"
                + "6e1fde9cf9e2359a87420b65a87dc0c66136e66945196ba2475990d8a0c3a25b,"
                + "b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2,"
                + "ee3c7644fd8070532bc1fde3d70d742267da545d8c8f03e63bda63f1ad4214f4"
                + "d2c4bfdb4eb9526def42deeb7e31602a6ff99eba893e0a4ad4d45892ca75e608,"
                + "d2b75e24a189a7f78ca776ba36fc53f6c3e31c32f251f2c524f0a44202f2902d"
    })
    void signaturesAreThoseOfTheSpecification(
            String channelId, String key, String challenge, String signature, String message)
            throws Exception {
        Optional<BoundChannel> channel = channelId.equals("none") ? NONE : channel(channelId);
        CryptosignKey privateKey = CryptosignKey.ofHex(key);
        byte[] bytes = HexFormat.of().parseHex(challenge);
        assertThat(privateKey.sign(bytes, channel)).isEqualTo(signature + message);
        assertThat(privateKey.publicKey().verifies(bytes, channel, signature + message)).isTrue();
        Dict extra = Dict.of("challenge", challenge);
        if (channel.isPresent()) {
            extra = extra.with("channel_binding", "tls-exporter");
        }
        assertThat(privateKey.answer(new Challenge("cryptosign", extra), channel))
                .isEqualTo(signature + message);
    }

    /** RFC 8032, section 7.1, test 1. */
    @Test
    void publicKeysAreThoseOfRfc8032() {
        CryptosignKey key =
                CryptosignKey.ofHex(
                        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        assertThat(key.publicKey())
                .hasToString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(CryptosignPublicKey.ofHex(key.publicKey().toString())).contains(key.publicKey());
    }

    @Test
    void nothingButTheSignatureVerifies() {
        CryptosignKey key = CryptosignKey.ofHex(PRIVATE);
        byte[] challenge = CryptosignPublicKey.newChallenge(new Random(1));
        String right = key.sign(challenge, NONE);
        CryptosignPublicKey publicKey = key.publicKey();
        assertThat(publicKey.verifies(challenge, NONE, right)).isTrue();
        byte[] other = CryptosignPublicKey.newChallenge(new Random(2));
        assertThat(publicKey.verifies(other, NONE, right)).isFalse();
        assertThat(publicKey.verifies(challenge, channel("00".repeat(31) + "01"), right)).isFalse();
        assertThat(publicKey.verifies(challenge, NONE, right.substring(0, 128))).isFalse();
        assertThat(publicKey.verifies(challenge, NONE, "")).isFalse();
        assertThat(publicKey.verifies(challenge, NONE, "zz".repeat(96))).isFalse();
        String garbage = "ff".repeat(64) + right.substring(128);
        assertThat(publicKey.verifies(challenge, NONE, garbage)).isFalse();
        // A signature of another message, sent with that message in place of the challenge.
        assertThat(publicKey.verifies(challenge, NONE, key.sign(other, NONE))).isFalse();
        CryptosignKey stranger = CryptosignKey.ofSeed(challenge);
        assertThat(publicKey.verifies(challenge, NONE, stranger.sign(challenge, NONE))).isFalse();
    }

    @Test
    void theClientRefusesAnotherBindingThanItAskedFor() {
        CryptosignKey key = CryptosignKey.ofHex(PRIVATE);
        Dict plain = Dict.of("challenge", "00".repeat(32));
        Dict bound = plain.with("channel_binding", "tls-exporter");
        Optional<BoundChannel> channel = channel("00".repeat(32));
        assertThatThrownBy(() -> key.answer(new Challenge("cryptosign", plain), channel))
                .isInstanceOf(ChallengeException.class);
        assertThatThrownBy(() -> key.answer(new Challenge("cryptosign", bound), NONE))
                .isInstanceOf(ChallengeException.class);
        for (Object challenge : new Object[] {"", "00", "zz".repeat(32), 1L}) {
            Dict extra = Dict.of("challenge", challenge);
            assertThatThrownBy(() -> key.answer(new Challenge("cryptosign", extra), NONE))
                    .isInstanceOf(ChallengeException.class);
        }
    }

    @Test
    void malformedKeysAreRefused() {
        assertThat(CryptosignPublicKey.ofHex("00")).isEmpty();
        assertThat(CryptosignPublicKey.ofHex("zz".repeat(32))).isEmpty();
        assertThatThrownBy(() -> CryptosignKey.ofHex("secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThat(CryptosignKey.ofHex(PRIVATE).toString()).doesNotContain(PRIVATE);
    }
}
