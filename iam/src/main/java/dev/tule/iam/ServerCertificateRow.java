package dev.tule.iam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server certificate as it is kept.
 *
 * @param path begins and ends with a slash
 * @param id the unique id, {@code ASCA...}
 * @param body the certificate, in PEM
 * @param chain those that signed it, in PEM; empty for none
 * @param key its private key in PEM, sealed, in base64
 */
record ServerCertificateRow(
        String account,
        String name,
        String path,
        String id,
        Instant uploaded,
        Instant expires,
        String body,
        String chain,
        String key,
        Map<String, String> tags) {
    private static final int FORM = 1;

    String arn() {
        return "arn:aws:iam::" + account + ":server-certificate" + path + name;
    }

    ServerCertificateRow called(String newPath, String newName) {
        return new ServerCertificateRow(
                account, newName, newPath, id, uploaded, expires, body, chain, key, tags);
    }

    ServerCertificateRow withTags(Map<String, String> changed) {
        return new ServerCertificateRow(
                account, name, path, id, uploaded, expires, body, chain, key, changed);
    }

    byte[] pack() {
        List<Object> fields =
                new ArrayList<>(
                        List.of(
                                FORM,
                                account,
                                name,
                                path,
                                id,
                                uploaded.getEpochSecond(),
                                expires.getEpochSecond(),
                                body,
                                chain,
                                key));
        Rows.addPairs(tags, fields);
        return Fields.pack(fields.toArray());
    }

    static ServerCertificateRow of(byte[] value) {
        Fields fields = Fields.of(value, FORM);
        return new ServerCertificateRow(
                fields.text(),
                fields.text(),
                fields.text(),
                fields.text(),
                fields.instant(),
                fields.instant(),
                fields.text(),
                fields.text(),
                fields.text(),
                fields.pairs());
    }
}
