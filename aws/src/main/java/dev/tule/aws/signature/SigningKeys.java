package dev.tule.aws.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tule.aws.AccessKey;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.crypto.SecretKey;

/**
 * Signing keys, derived once for each key, day, region and service ("Derive a signing key", IAM
 * User Guide). Safe for use by many threads.
 *
 * <p>The cache holds no secret: an entry remembers, weakly, which String its key was derived from
 * and is used only while the access key still has that very String. A key that is imported anew
 * with another secret thus never meets the old derivation.
 */
final class SigningKeys {
    private static final int MOST = 10_000;

    private final Cache<CredentialScope, Derived> cache =
            Caffeine.newBuilder()
                    .maximumSize(MOST)
                    .expireAfterAccess(Duration.ofHours(1))
                    .executor(Runnable::run)
                    .build();

    private record Derived(WeakReference<String> secret, SecretKey key) {}

    SecretKey of(AccessKey key, CredentialScope scope) {
        Derived known = cache.getIfPresent(scope);
        if (known != null && known.secret.refersTo(key.secret())) {
            return known.key;
        }
        Derived derived = new Derived(new WeakReference<>(key.secret()), derive(key, scope));
        cache.put(scope, derived);
        return derived.key;
    }

    private static SecretKey derive(AccessKey key, CredentialScope scope) {
        SecretKey derived = hmacKey(("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8));
        derived = hmacKey(Crypto.mac(derived, scope.date()));
        derived = hmacKey(Crypto.mac(derived, scope.region()));
        derived = hmacKey(Crypto.mac(derived, scope.service()));
        return hmacKey(Crypto.mac(derived, "aws4_request"));
    }

    private static SecretKey hmacKey(byte[] bytes) {
        return Crypto.macKey(bytes, "HmacSHA256");
    }
}
