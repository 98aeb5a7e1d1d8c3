package dev.tule.server.config;

import dev.tule.wamp.Dict;
import dev.tule.wamp.auth.CryptosignPublicKey;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.auth.SaslPrep;
import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramParameters;
import dev.tule.wamp.auth.WampCra.Salting;
import dev.tule.wamp.router.authentication.CertificateRule;
import dev.tule.wamp.router.authentication.CraSecret;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.TicketSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one of a realm's {@code principals}: its role, and how it proves who it is. */
final class PrincipalReader {
    private static final Map<String, KeyDerivation> KDFS =
            Value.words(KeyDerivation.values(), KeyDerivation::kdf);

    private PrincipalReader() {}

    static KnownPrincipal read(String authId, String role, Section section) throws ConfigFileError {
        KnownPrincipal principal = KnownPrincipal.of(authId, role);
        Optional<Value> ticket = section.take("ticket");
        if (ticket.isPresent()) {
            principal = principal.withTicket(ticket(ticket.get()));
        }
        Optional<Value> cra = section.take("wampcra");
        if (cra.isPresent()) {
            principal = principal.withCra(cra(cra.get()));
        }
        Optional<Value> scram = section.take("wamp-scram");
        if (scram.isPresent()) {
            checkName(authId, scram.get());
            principal = principal.withScram(scram(scram.get()));
        }
        Optional<Value> keys = section.take("cryptosign");
        if (keys.isPresent()) {
            principal = principal.withKeys(keys(keys.get()));
        }
        Optional<Value> certificates = section.take("tls");
        if (certificates.isPresent()) {
            principal = principal.withCertificates(certificates(certificates.get()));
        }
        Optional<Value> extra = section.take("extra");
        if (extra.isPresent()) {
            principal =
                    principal.withExtra(
                            extra.get().plain() instanceof Map<?, ?> map
                                    ? Dict.of("extra", map).dict("extra")
                                    : Dict.EMPTY);
        }
        section.end();
        return principal;
    }

    /** A secret as it is, or the name of the file that holds it. */
    private static Optional<String> plain(Value value) throws ConfigFileError {
        if (value.isText()) {
            return Optional.of(value.text());
        }
        Section section = value.section();
        Optional<Value> file = section.take("secret-file");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        section.end();
        return Optional.of(file.get().textOfFile());
    }

    private static TicketSecret ticket(Value value) throws ConfigFileError {
        Optional<String> plain = plain(value);
        if (plain.isPresent()) {
            return TicketSecret.of(plain.get());
        }
        Section section = value.section();
        Optional<Value> given = section.take("sha256");
        section.take("secret-file");
        section.end();
        Value hash =
                given.orElseThrow(
                        () ->
                                value.error(
                                        "must have either sha256 ('tule hash-secret' prints it) or secret-file"));
        try {
            return TicketSecret.ofHash(hash.text());
        } catch (IllegalArgumentException e) {
            throw hash.error("must be Base64 of 32 bytes, as 'tule hash-secret' prints it");
        }
    }

    private static CraSecret cra(Value value) throws ConfigFileError {
        Optional<String> plain = plain(value);
        if (plain.isPresent()) {
            return CraSecret.of(plain.get());
        }
        Section section = value.section();
        section.take("secret-file");
        String key = section.require("key").text();
        String salt = section.require("salt").text();
        int iterations = section.require("iterations").integer(1, Salting.MAX_ITERATIONS);
        Optional<Value> length = section.take("keylen");
        int bytes =
                length.isEmpty() ? Salting.DEFAULT_KEY_LENGTH_BYTES : length.get().integer(16, 64);
        section.end();
        return CraSecret.ofKey(key, new Salting(salt, iterations, bytes));
    }

    private static void checkName(String authId, Value value) throws ConfigFileError {
        boolean same;
        try {
            same = SaslPrep.prepare(authId).equals(authId);
        } catch (IllegalArgumentException e) {
            same = false;
        }
        if (!same) {
            throw value.error("needs an authid that SASLprep (RFC 4013) leaves as it is");
        }
    }

    private static ScramCredential scram(Value value) throws ConfigFileError {
        if (value.isText()) {
            throw value.error(
                    "must be keys and values, without the password: 'tule hash-secret' prints them");
        }
        Section section = value.section();
        KeyDerivation kdf = section.require("kdf").choice(KDFS);
        String salt = section.require("salt").text();
        int iterations = section.require("iterations").integer(1, 10_000_000);
        Optional<Value> memory = section.take("memory");
        int memoryKib = memory.isEmpty() ? 0 : memory.get().integer(8, 1 << 20);
        String storedKey = section.require("stored-key").text();
        String serverKey = section.require("server-key").text();
        section.end();
        try {
            return ScramCredential.of(
                    new ScramParameters(kdf, salt, iterations, memoryKib), storedKey, serverKey);
        } catch (IllegalArgumentException e) {
            throw value.error("is wrong: " + e.getMessage());
        }
    }

    private static List<CryptosignPublicKey> keys(Value value) throws ConfigFileError {
        List<CryptosignPublicKey> keys = new ArrayList<>();
        for (Value key : value.oneOrMore()) {
            keys.add(
                    CryptosignPublicKey.ofHex(key.text())
                            .orElseThrow(
                                    () ->
                                            key.error(
                                                    "must be a public key: 64 hexadecimal digits")));
        }
        return keys;
    }

    private static List<CertificateRule> certificates(Value value) throws ConfigFileError {
        List<CertificateRule> rules = new ArrayList<>();
        for (Value rule : value.oneOrMore()) {
            Section section = rule.section();
            Optional<Value> name = section.take("common-name");
            Optional<Value> fingerprint = section.take("sha256");
            section.end();
            if (name.isPresent() == fingerprint.isPresent()) {
                throw rule.error("must have either common-name or sha256");
            }
            if (name.isPresent()) {
                rules.add(new CertificateRule.CommonName(name.get().text()));
            } else {
                rules.add(fingerprint(fingerprint.orElseThrow()));
            }
        }
        return rules;
    }

    private static CertificateRule fingerprint(Value value) throws ConfigFileError {
        try {
            return new CertificateRule.Fingerprint(value.text());
        } catch (IllegalArgumentException e) {
            throw value.error("must be 64 hexadecimal digits: the certificate's SHA-256");
        }
    }
}
