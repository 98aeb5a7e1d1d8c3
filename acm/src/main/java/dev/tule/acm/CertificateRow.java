package dev.tule.acm;

import dev.tule.aws.stored.Form;
import dev.tule.store.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.acm.model.CertificateDetail;

/**
 * A certificate as it is kept.
 *
 * @param detail as DescribeCertificate tells it, but for who uses it
 * @param body the certificate, in PEM
 * @param chain those that signed it, in PEM; empty for none
 * @param sealedKey its private key, in PEM, sealed
 * @param token by which its request can be told from another; empty for none
 */
record CertificateRow(
        CertificateDetail detail,
        String body,
        String chain,
        @SuppressWarnings("ArrayRecordComponent") byte[] sealedKey,
        String token,
        Map<String, String> tags) {
    private static final int FORM = 1;
    private static final Form<CertificateDetail> DETAIL =
            Form.ofSdk(CertificateDetail.class, CertificateDetail::builder);

    String arn() {
        return detail.certificateArn();
    }

    CertificateRow withTags(Map<String, String> changed) {
        return new CertificateRow(detail, body, chain, sealedKey, token, changed);
    }

    CertificateRow withDetail(CertificateDetail changed) {
        return new CertificateRow(changed, body, chain, sealedKey, token, tags);
    }

    byte[] pack() {
        List<Object> fields =
                new ArrayList<>(List.of(FORM, DETAIL.write(detail), body, chain, sealedKey, token));
        tags.forEach(
                (key, value) -> {
                    fields.add(key);
                    fields.add(value);
                });
        return Key.of(fields.toArray()).toBytes();
    }

    static CertificateRow of(byte[] value) {
        List<Object> fields = Key.ofBytes(value).elements();
        if (!fields.getFirst().equals((long) FORM)) {
            throw new IllegalStateException("a certificate of unknown form " + fields.getFirst());
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 6; i < fields.size(); i += 2) {
            tags.put((String) fields.get(i), (String) fields.get(i + 1));
        }
        return new CertificateRow(
                DETAIL.read((byte[]) fields.get(1)),
                (String) fields.get(2),
                (String) fields.get(3),
                (byte[]) fields.get(4),
                (String) fields.get(5),
                tags);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "CertificateRow[" + arn() + "]";
    }
}
