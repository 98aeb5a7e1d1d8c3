package dev.tule.iam;

import dev.tule.http.TlsIdentity;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Server certificates with their keys, for what shows them. Safe for use by many threads. */
public final class ServerIdentities {
    private final Function<String, Context> contexts;

    ServerIdentities(Function<String, Context> contexts) {
        this.contexts = contexts;
    }

    /** The certificate of an ARN; empty where the account has none. */
    public Optional<TlsIdentity> find(String account, String arn) {
        if (!arn.startsWith("arn:aws:iam::" + account + ":server-certificate/")) {
            return Optional.empty();
        }
        Context context = contexts.apply(account);
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return context.read(rows -> ServerCertificates.find(rows, account, name))
                .filter(row -> row.arn().equals(arn))
                .map(row -> identity(context, row));
    }

    private static TlsIdentity identity(Context context, ServerCertificateRow row) {
        try {
            byte[] sealed = Base64.getDecoder().decode(row.key());
            return TlsIdentity.ofPem(
                    row.body() + "\n" + row.chain(), context.secrets().open(sealed, row.id()));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was taken can be read", e);
        }
    }
}
