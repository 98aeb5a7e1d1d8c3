package dev.tule.acm;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.ExtendedKeyUsage;
import software.amazon.awssdk.services.acm.model.ExtendedKeyUsageName;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.KeyUsage;
import software.amazon.awssdk.services.acm.model.KeyUsageName;

/** What a certificate says, in the API's words. */
final class Described {
    private static final int DNS_NAME = 2;
    private static final HexFormat SERIAL = HexFormat.ofDelimiter(":");

    /** In the order of the certificate's bits (RFC 5280 section 4.2.1.3). */
    private static final List<KeyUsageName> USAGES =
            List.of(
                    KeyUsageName.DIGITAL_SIGNATURE,
                    KeyUsageName.NON_REPUDIATION,
                    KeyUsageName.KEY_ENCIPHERMENT,
                    KeyUsageName.DATA_ENCIPHERMENT,
                    KeyUsageName.KEY_AGREEMENT,
                    KeyUsageName.CERTIFICATE_SIGNING,
                    KeyUsageName.CRL_SIGNING,
                    KeyUsageName.ENCIPHER_ONLY,
                    KeyUsageName.DECIPHER_ONLY);

    private Described() {}

    /** A description with all that the certificate itself says. */
    static CertificateDetail.Builder by(
            X509Certificate certificate, CertificateDetail.Builder detail) {
        List<String> names = names(certificate);
        return detail.domainName(names.isEmpty() ? null : names.getFirst())
                .subjectAlternativeNames(names)
                .serial(SERIAL.formatHex(certificate.getSerialNumber().toByteArray()))
                .subject(certificate.getSubjectX500Principal().toString())
                .issuer(organization(certificate))
                .notBefore(certificate.getNotBefore().toInstant())
                .notAfter(certificate.getNotAfter().toInstant())
                .keyAlgorithm(algorithm(certificate.getPublicKey()))
                .signatureAlgorithm(certificate.getSigAlgName().toUpperCase(Locale.ROOT))
                .keyUsages(usages(certificate))
                .extendedKeyUsages(extendedUsages(certificate));
    }

    /** The subject's name first, where it has one, then the alternatives. */
    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        part(certificate.getSubjectX500Principal().getName(), "CN").forEach(names::add);
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream()
                        .filter(each -> each.get(0).equals(DNS_NAME))
                        .map(each -> String.valueOf(each.get(1)))
                        .forEach(names::add);
            }
        } catch (CertificateParsingException e) {
            throw Faults.invalid("The certificate's alternative names can't be read.");
        }
        return names.stream().distinct().toList();
    }

    private static String organization(X509Certificate certificate) {
        String issuer = certificate.getIssuerX500Principal().getName();
        List<String> found = part(issuer, "O");
        return found.isEmpty() ? String.join(", ", part(issuer, "CN")) : found.getFirst();
    }

    private static List<String> part(String distinguishedName, String type) {
        try {
            return new LdapName(distinguishedName)
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase(type))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    private static KeyAlgorithm algorithm(PublicKey key) {
        KeyAlgorithm known =
                switch (key) {
                    case RSAKey rsa ->
                            KeyAlgorithm.fromValue("RSA_" + rsa.getModulus().bitLength());
                    case ECKey curve ->
                            switch (curve.getParams().getOrder().bitLength()) {
                                case 256 -> KeyAlgorithm.EC_PRIME256_V1;
                                case 384 -> KeyAlgorithm.EC_SECP384_R1;
                                case 521 -> KeyAlgorithm.EC_SECP521_R1;
                                default -> KeyAlgorithm.UNKNOWN_TO_SDK_VERSION;
                            };
                    default -> KeyAlgorithm.UNKNOWN_TO_SDK_VERSION;
                };
        if (known == KeyAlgorithm.UNKNOWN_TO_SDK_VERSION) {
            throw Faults.invalid("The certificate's key algorithm is not supported.");
        }
        return known;
    }

    private static List<KeyUsage> usages(X509Certificate certificate) {
        boolean[] bits = certificate.getKeyUsage();
        List<KeyUsage> usages = new ArrayList<>();
        for (int i = 0; bits != null && i < Math.min(bits.length, USAGES.size()); i++) {
            if (bits[i]) {
                usages.add(KeyUsage.builder().name(USAGES.get(i)).build());
            }
        }
        return usages;
    }

    private static List<ExtendedKeyUsage> extendedUsages(X509Certificate certificate) {
        try {
            List<String> ids = certificate.getExtendedKeyUsage();
            return ids == null
                    ? List.of()
                    : ids.stream()
                            .map(
                                    id ->
                                            ExtendedKeyUsage.builder()
                                                    .oid(id)
                                                    .name(extendedUsage(id))
                                                    .build())
                            .toList();
        } catch (CertificateParsingException e) {
            throw Faults.invalid("The certificate's key usages can't be read.");
        }
    }

    private static ExtendedKeyUsageName extendedUsage(String id) {
        return switch (id) {
            case "1.3.6.1.5.5.7.3.1" -> ExtendedKeyUsageName.TLS_WEB_SERVER_AUTHENTICATION;
            case "1.3.6.1.5.5.7.3.2" -> ExtendedKeyUsageName.TLS_WEB_CLIENT_AUTHENTICATION;
            case "1.3.6.1.5.5.7.3.3" -> ExtendedKeyUsageName.CODE_SIGNING;
            case "1.3.6.1.5.5.7.3.4" -> ExtendedKeyUsageName.EMAIL_PROTECTION;
            case "1.3.6.1.5.5.7.3.8" -> ExtendedKeyUsageName.TIME_STAMPING;
            case "1.3.6.1.5.5.7.3.9" -> ExtendedKeyUsageName.OCSP_SIGNING;
            case "2.5.29.37.0" -> ExtendedKeyUsageName.ANY;
            default -> ExtendedKeyUsageName.CUSTOM;
        };
    }
}
