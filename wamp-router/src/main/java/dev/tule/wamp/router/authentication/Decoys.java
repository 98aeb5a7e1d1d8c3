package dev.tule.wamp.router.authentication;

import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramParameters;
import dev.tule.wamp.auth.WampCra.Salting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for principals that nobody knows: the same name gets the same decoy, which looks like
 * the principals that are known and has a secret that nobody has. So whoever asks for a name learns
 * nothing from its challenge.
 *
 * <p>All of it is computed from a key: with the same key, a restarted router has the same decoys.
 * Immutable.
 */
final class Decoys {
    private static final String HMAC = "HmacSHA256";

    /** What a decoy has where nobody has a password. */
    private static final ScramParameters USUAL = ScramParameters.pbkdf2(new Random(0));

    private final byte[] key;
    private final List<KnownPrincipal> models;

    /**
     * @param key at least 16 random bytes
     * @param models those that the decoys look like
     */
    Decoys(byte[] key, List<KnownPrincipal> models) {
        this.key = key.clone();
        this.models = models;
    }

    TicketSecret ticket() {
        return TicketSecret.ofHash(base64(bytes("ticket", "")));
    }

    /** A principal of that name that has a secret for that method. */
    KnownPrincipal of(Method method, String authId) {
        List<KnownPrincipal> similar =
                models.stream().filter(principal -> principal.can(method)).toList();
        Optional<KnownPrincipal> model =
                similar.isEmpty()
                        ? Optional.empty()
                        : Optional.of(similar.get(choice("model", authId, similar.size())));
        KnownPrincipal decoy =
                KnownPrincipal.of(authId, model.map(KnownPrincipal::role).orElse("user"));
        return switch (method) {
            case WAMPCRA -> decoy.withCra(cra(authId, model.flatMap(KnownPrincipal::cra)));
            case WAMP_SCRAM -> decoy.withScram(scram(authId, model.flatMap(KnownPrincipal::scram)));
            default -> decoy;
        };
    }

    private CraSecret cra(String authId, Optional<CraSecret> model) {
        String secret = base64(bytes("cra", authId));
        Optional<Salting> salting = model.flatMap(CraSecret::salting);
        return salting.isEmpty()
                ? CraSecret.of(secret)
                : CraSecret.ofKey(
                        secret,
                        new Salting(
                                salt("cra salt", authId, salting.get().salt()),
                                salting.get().iterations(),
                                salting.get().keyLengthBytes()));
    }

    /** A salt as long as another. */
    private String salt(String use, String authId, String like) {
        String salt = base64(bytes(use, authId));
        return salt.repeat(like.length() / salt.length() + 1).substring(0, like.length());
    }

    private ScramCredential scram(String authId, Optional<ScramCredential> model) {
        ScramParameters parameters = model.map(ScramCredential::parameters).orElse(USUAL);
        int saltBytes = saltBytes(parameters);
        byte[] salt = Arrays.copyOf(bytes("scram salt", authId), Math.min(saltBytes, 32));
        return ScramCredential.of(
                new ScramParameters(
                        parameters.kdf(),
                        base64(salt),
                        parameters.iterations(),
                        parameters.memoryKib()),
                base64(bytes("scram stored", authId)),
                base64(bytes("scram server", authId)));
    }

    private static int saltBytes(ScramParameters parameters) {
        return Base64.getDecoder().decode(parameters.salt()).length;
    }

    /** Which of so many a name is given. */
    int choice(String use, String authId, int count) {
        return Math.floorMod(ByteBuffer.wrap(bytes(use, authId)).getInt(), count);
    }

    private byte[] bytes(String use, String authId) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(use.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(authId.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
