package dev.tule.mtv.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), kept in the form of Django's {@code Argon2PasswordHasher}: {@code
 * argon2$argon2id$v=19$m=19456,t=2,p=1$salt$hash}. No more hashes are under way at once than there
 * are processors, as each takes its memory.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 */
public final class Argon2PasswordHasher implements PasswordHasher {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** What a text may ask for, so that one that was tampered with doesn't take all memory. */
    private static final int MOST_MEMORY_KIB = 1 << 20;

    private static final int MOST_WORK = 100;

    private static final Pattern FORM =
            Pattern.compile(
                    "argon2\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final RandomGenerator random;
    private final int memoryKib;
    private final int iterations;
    private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** With the parameters that OWASP recommends: 19 MiB, two passes. */
    public Argon2PasswordHasher(RandomGenerator random) {
        this(random, MEMORY_KIB, ITERATIONS);
    }

    /**
     * With other parameters.
     *
     * @param memoryKib 8 to 1048576
     * @param iterations 1 to 100
     */
    public Argon2PasswordHasher(RandomGenerator random, int memoryKib, int iterations) {
        this.random = random;
        this.memoryKib = memoryKib;
        this.iterations = iterations;
        new Parameters(memoryKib, iterations, LANES).check();
    }

    private record Parameters(int memoryKib, int iterations, int lanes) {
        void check() {
            boolean possible =
                    memoryKib >= 8 * lanes
                            && memoryKib <= MOST_MEMORY_KIB
                            && iterations >= 1
                            && iterations <= MOST_WORK
                            && lanes >= 1
                            && lanes <= MOST_WORK;
            if (!possible) {
                throw new IllegalArgumentException("argon2 with impossible parameters: " + this);
            }
        }
    }

    @Override
    public String algorithm() {
        return "argon2";
    }

    @Override
    public String encode(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash =
                hash(password, salt, new Parameters(memoryKib, iterations, LANES), HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "argon2$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        memoryKib,
                        iterations,
                        LANES,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    private byte[] hash(String password, byte[] salt, Parameters parameters, int bytes) {
        parameters.check();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        byte[] hash = new byte[bytes];
        atOnce.acquireUninterruptibly();
        try {
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withSalt(salt)
                            .withIterations(parameters.iterations)
                            .withMemoryAsKB(parameters.memoryKib)
                            .withParallelism(parameters.lanes)
                            .build());
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            atOnce.release();
        }
        return hash;
    }

    private static Matcher parsed(String encoded) {
        Matcher form = FORM.matcher(encoded);
        if (!form.matches()) {
            throw new IllegalArgumentException("a password that argon2 didn't encode");
        }
        return form;
    }

    private static Parameters parameters(Matcher form) {
        return new Parameters(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)));
    }

    @Override
    public boolean verify(String password, String encoded) {
        Matcher form = parsed(encoded);
        byte[] salt = Base64.getDecoder().decode(form.group(4));
        byte[] right = Base64.getDecoder().decode(form.group(5));
        return MessageDigest.isEqual(right, hash(password, salt, parameters(form), right.length));
    }

    @Override
    public boolean mustUpdate(String encoded) {
        return !parameters(parsed(encoded)).equals(new Parameters(memoryKib, iterations, LANES));
    }
}
