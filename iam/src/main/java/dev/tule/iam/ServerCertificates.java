package dev.tule.iam;

import dev.tule.http.TlsIdentity;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ServerCertificate;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateRequest;

/**
 * Server certificates: what load balancers show over TLS. Their keys are kept sealed and leave IAM
 * by {@link ServerIdentities} alone. Safe for use by many threads.
 */
final class ServerCertificates {
    private static final int MOST = 20;
    private static final int LONGEST_BODY = 16_384;
    private static final int LONGEST_CHAIN = 2_097_152;

    /** What a row of the store takes, with room for the rest. */
    private static final int LONGEST_KEPT = 90_000;

    private final Context context;

    ServerCertificates(Context context) {
        this.context = context;
    }

    static Optional<ServerCertificateRow> find(Snapshot rows, String account, String name) {
        return rows.get(Rows.serverCertificate(account, name)).map(ServerCertificateRow::of);
    }

    private ServerCertificateRow require(Snapshot rows, String name) {
        return find(rows, context.account(), name)
                .orElseThrow(() -> Faults.notFound("The Server Certificate with name " + name));
    }

    private void put(Transaction rows, ServerCertificateRow row) {
        rows.put(Rows.serverCertificate(context.account(), row.name()), row.pack());
    }

    ServerCertificateMetadata upload(UploadServerCertificateRequest request) {
        String name = Names.serverCertificate(request.serverCertificateName());
        String body = Objects.requireNonNullElse(request.certificateBody(), "");
        String chain = Objects.requireNonNullElse(request.certificateChain(), "");
        String key = Objects.requireNonNullElse(request.privateKey(), "");
        X509Certificate certificate = checked(body, chain, key);
        String id = context.identifiers().id(Identifiers.Prefix.ASCA);
        ServerCertificateRow row =
                new ServerCertificateRow(
                        context.account(),
                        name,
                        Names.path(request.path()),
                        id,
                        context.now(),
                        certificate.getNotAfter().toInstant(),
                        body,
                        chain,
                        Base64.getEncoder().encodeToString(context.secrets().seal(key, id)),
                        Tags.of(request.tags()));
        context.change(
                rows -> {
                    refuseTaken(rows, name);
                    if (Listing.of(
                                            rows,
                                            Rows.serverCertificates(context.account()),
                                            MOST,
                                            null,
                                            Optional::of)
                                    .items()
                                    .size()
                            == MOST) {
                        throw Faults.limitExceeded("ServerCertificatesPerAccount: " + MOST);
                    }
                    put(rows, row);
                });
        return metadata(row);
    }

    private static X509Certificate checked(String body, String chain, String key) {
        if (body.length() > LONGEST_BODY
                || key.length() > LONGEST_BODY
                || chain.length() > LONGEST_CHAIN
                || body.length() + chain.length() + key.length() > LONGEST_KEPT) {
            throw Faults.limitExceeded("the size of a certificate, its chain and its key");
        }
        try {
            return TlsIdentity.ofPem(body + "\n" + chain, key).certificate();
        } catch (TlsIdentity.KeyMismatchException e) {
            throw Faults.keyPairMismatch();
        } catch (CertificateException e) {
            throw Faults.malformedCertificate(String.valueOf(e.getMessage()));
        }
    }

    private void refuseTaken(Snapshot rows, String name) {
        if (find(rows, context.account(), name).isPresent()) {
            throw Faults.exists("The Server Certificate with name " + name);
        }
    }

    ServerCertificate get(@Nullable String given) {
        String name = Names.serverCertificate(given);
        ServerCertificateRow row = context.read(rows -> require(rows, name));
        return ServerCertificate.builder()
                .serverCertificateMetadata(metadata(row))
                .certificateBody(row.body())
                .certificateChain(row.chain().isEmpty() ? null : row.chain())
                .tags(Tags.toSdk(row.tags()))
                .build();
    }

    Listing<ServerCertificateMetadata> list(ListServerCertificatesRequest request) {
        String prefix = Objects.requireNonNullElse(request.pathPrefix(), "/");
        return context.read(
                rows ->
                        Listing.of(
                                rows,
                                Rows.serverCertificates(context.account()),
                                request.maxItems(),
                                request.marker(),
                                entry ->
                                        Optional.of(ServerCertificateRow.of(entry.value()))
                                                .filter(row -> row.path().startsWith(prefix))
                                                .map(ServerCertificates::metadata)));
    }

    /** Gives it another name or path, and so another ARN. */
    void update(UpdateServerCertificateRequest request) {
        String name = Names.serverCertificate(request.serverCertificateName());
        context.change(
                rows -> {
                    ServerCertificateRow known = require(rows, name);
                    String newName =
                            request.newServerCertificateName() == null
                                    ? known.name()
                                    : Names.serverCertificate(request.newServerCertificateName());
                    String newPath =
                            request.newPath() == null
                                    ? known.path()
                                    : Names.path(request.newPath());
                    rows.delete(Rows.serverCertificate(context.account(), name));
                    refuseTaken(rows, newName);
                    put(rows, known.called(newPath, newName));
                });
    }

    void delete(@Nullable String given) {
        String name = Names.serverCertificate(given);
        context.change(
                rows -> {
                    require(rows, name);
                    rows.delete(Rows.serverCertificate(context.account(), name));
                });
    }

    void tag(@Nullable String given, List<Tag> added) {
        Map<String, String> more = Tags.of(added);
        change(given, row -> row.withTags(Tags.with(row.tags(), more)));
    }

    void untag(@Nullable String given, List<String> keys) {
        change(given, row -> row.withTags(Tags.without(row.tags(), keys)));
    }

    private void change(@Nullable String given, UnaryOperator<ServerCertificateRow> change) {
        String name = Names.serverCertificate(given);
        context.change(rows -> put(rows, change.apply(require(rows, name))));
    }

    private static ServerCertificateMetadata metadata(ServerCertificateRow row) {
        return ServerCertificateMetadata.builder()
                .serverCertificateName(row.name())
                .serverCertificateId(row.id())
                .path(row.path())
                .arn(row.arn())
                .uploadDate(row.uploaded())
                .expiration(row.expires())
                .build();
    }
}
