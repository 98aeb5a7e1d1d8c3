package dev.tule.wamp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScramTest {
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final ScramParameters PBKDF2 =
            new ScramParameters(KeyDerivation.PBKDF2, SALT, 4096, 0);
    private static final ScramParameters ARGON2 =
            new ScramParameters(KeyDerivation.ARGON2ID13, SALT, 2, 8 << 10);

    /** RFC 7677, section 3; its nonces are no Base64, which the client doesn't mind. */
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";

    private static final String NONCE = CLIENT_NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String VERIFIER = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private static ScramClient client(String user, String password) {
        return new ScramClient(user, password, Optional.empty(), CLIENT_NONCE);
    }

    private static Challenge challenge(ScramParameters parameters) {
        return new Challenge(
                "wamp-scram",
                new ScramExchange("", "", NONCE, parameters, Optional.empty()).challengeExtra());
    }

    @Test
    void theClientProvesWhatRfc7677Says() throws Exception {
        ScramClient client = client("user", "pencil");
        Authenticate authenticate = client.answer(challenge(PBKDF2));
        assertThat(authenticate.signature()).isEqualTo(PROOF);
        assertThat(authenticate.extra()).isEqualTo(Dict.of("nonce", NONCE));
        client.checkWelcome(Dict.of("verifier", VERIFIER));
        client.checkWelcome(Dict.of("verifier", "v=" + VERIFIER));
    }

    @Test
    void theRouterTakesTheProofOfRfc7677() {
        ScramCredential credential = ScramCredential.of("pencil", PBKDF2);
        ScramExchange exchange =
                new ScramExchange("user", CLIENT_NONCE, NONCE, PBKDF2, Optional.empty());
        assertThat(credential.verify(exchange, PROOF)).contains(VERIFIER);
        assertThat(credential.verify(exchange, VERIFIER)).isEmpty();
        assertThat(credential.verify(exchange, "")).isEmpty();
        assertThat(credential.verify(exchange, "no base64")).isEmpty();
    }

    /** The reference implementation's own vector: argon2 of "password" with salt "somesalt". */
    @Test
    void argon2idIsThatOfTheReferenceImplementation() {
        byte[] salt = "somesalt".getBytes(StandardCharsets.US_ASCII);
        assertThat(HexFormat.of().formatHex(Argon2.id13("password", salt, 2, 256, 32)))
                .isEqualTo("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
        assertThat(HexFormat.of().formatHex(Argon2.id13("password", salt, 2, 65536, 32)))
                .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    }

    @Test
    void bothSidesAgreeWithEitherFunctionAndWithChannels() throws Exception {
        BoundChannel channel = new BoundChannel(ChannelBinding.TLS_EXPORTER, new byte[32]);
        for (ScramParameters parameters : new ScramParameters[] {PBKDF2, ARGON2}) {
            for (Optional<BoundChannel> bound :
                    List.of(Optional.<BoundChannel>empty(), Optional.of(channel))) {
                agree(parameters, bound);
            }
        }
    }

    private static void agree(ScramParameters parameters, Optional<BoundChannel> channel)
            throws ChallengeException {
        ScramClient client = new ScramClient("a=b,c", "geheim", channel, new Random(1));
        String clientNonce = client.authExtra().string("nonce").orElseThrow();
        assertThat(ScramExchange.isNonce(clientNonce)).isTrue();
        String nonce = clientNonce + ScramExchange.newNonce(new Random(2));
        ScramExchange exchange =
                new ScramExchange(client.authId(), clientNonce, nonce, parameters, channel);
        Authenticate authenticate =
                client.answer(new Challenge("wamp-scram", exchange.challengeExtra()));
        ScramCredential credential = ScramCredential.of("geheim", parameters);
        String verifier = credential.verify(exchange, authenticate.signature()).orElseThrow();
        client.checkWelcome(Dict.of("verifier", verifier));
        ScramCredential stored =
                ScramCredential.of(parameters, credential.storedKey(), credential.serverKey());
        assertThat(stored.verify(exchange, authenticate.signature())).contains(verifier);
        assertThat(ScramCredential.of("Geheim", parameters).verify(exchange, verifier)).isEmpty();
    }

    @Test
    void aProofOfOneChannelIsNoneOfAnother() throws Exception {
        BoundChannel one = new BoundChannel(ChannelBinding.TLS_EXPORTER, new byte[32]);
        byte[] otherId = new byte[32];
        otherId[31] = 1;
        BoundChannel other = new BoundChannel(ChannelBinding.TLS_EXPORTER, otherId);
        ScramClient client = new ScramClient("user", "pencil", Optional.of(one), CLIENT_NONCE);
        Authenticate authenticate = client.answer(challenge(PBKDF2));
        assertThat(authenticate.extra().string("cbind_data"))
                .contains(Base64.getEncoder().encodeToString(new byte[32]));
        ScramCredential credential = ScramCredential.of("pencil", PBKDF2);
        for (Optional<BoundChannel> seen :
                List.of(Optional.<BoundChannel>empty(), Optional.of(other))) {
            ScramExchange exchange = new ScramExchange("user", CLIENT_NONCE, NONCE, PBKDF2, seen);
            assertThat(credential.verify(exchange, authenticate.signature())).isEmpty();
        }
    }

    @Test
    void aNonceThatDoesNotContinueOursIsRefused() {
        for (String nonce : new String[] {"", "other", CLIENT_NONCE}) {
            Dict extra = challenge(PBKDF2).extra().with("nonce", nonce);
            assertThatThrownBy(
                            () ->
                                    client("user", "pencil")
                                            .answer(new Challenge("wamp-scram", extra)))
                    .isInstanceOf(ChallengeException.class)
                    .hasMessageContaining("nonce");
        }
    }

    @Test
    void weakAndCostlyHashesAreNotSent() {
        refused("iterations", 4095L);
        refused("iterations", 1L << 40);
        refused("kdf", "md5");
        refused("salt", "YQ==");
        refused("salt", SALT + "=");
        Dict argon = challenge(ARGON2).extra();
        refused(argon.with("memory", 8L));
        refused(argon.with("memory", 1L << 31));
    }

    private static void refused(String name, Object value) {
        refused(challenge(PBKDF2).extra().with(name, value));
    }

    private static void refused(Dict extra) {
        assertThatThrownBy(
                        () -> client("user", "pencil").answer(new Challenge("wamp-scram", extra)))
                .isInstanceOf(ChallengeException.class)
                .hasMessageStartingWith("CHALLENGE: ");
    }

    @Test
    void aRouterThatDoesNotKnowThePasswordIsFoundOut() throws Exception {
        ScramClient client = client("user", "pencil");
        assertThatThrownBy(() -> client.checkWelcome(Dict.EMPTY))
                .isInstanceOf(ChallengeException.class);
        client.answer(challenge(PBKDF2));
        for (String verifier : new String[] {"", PROOF, "v="}) {
            assertThatThrownBy(() -> client.checkWelcome(Dict.of("verifier", verifier)))
                    .isInstanceOf(ChallengeException.class);
        }
    }

    @Test
    void namesAndPasswordsArePrepared() throws Exception {
        // RFC 4013, section 3.
        assertThat(SaslPrep.prepare("I\u00adX")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("\u00aa")).isEqualTo("a");
        assertThat(SaslPrep.prepare("\u2168")).isEqualTo("IX");
        assertThat(SaslPrep.prepare("USER")).isEqualTo("USER");
        assertThatThrownBy(() -> SaslPrep.prepare("\u0007"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SaslPrep.prepare("\u06271"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\u0627");
        Authenticate prepared = client("user", "IX").answer(challenge(PBKDF2));
        assertThat(client("user", "\u2168").answer(challenge(PBKDF2)).signature())
                .isEqualTo(prepared.signature());
    }

    @Test
    void noSecretIsShown() {
        assertThat(ScramCredential.of("pencil", PBKDF2).toString())
                .isEqualTo("ScramCredential[pbkdf2]");
        assertThat(client("user", "pencil").toString()).isEqualTo("ScramClient[user]");
        assertThat(ScramKeys.of(new byte[32]).toString()).isEqualTo("ScramKeys[]");
    }
}
