package dev.tule.acm;

import dev.tule.aws.PageToken;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.ExtendedKeyUsage;
import software.amazon.awssdk.services.acm.model.Filters;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.KeyUsage;
import software.amazon.awssdk.services.acm.model.ListCertificatesRequest;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;
import software.amazon.awssdk.services.acm.model.SortOrder;

/** Lists certificates (API Reference, ListCertificates). Safe for use by many threads. */
final class Listing {
    private static final int MOST = 1_000;
    private static final int NAMES = 100;

    /** Whoever names no kinds of keys sees these alone. */
    private static final List<KeyAlgorithm> USUAL =
            List.of(KeyAlgorithm.RSA_1024, KeyAlgorithm.RSA_2048);

    private final Place place;
    private final Uses uses;
    private final Certificates certificates;

    Listing(Place place, Uses uses, Certificates certificates) {
        this.place = place;
        this.uses = uses;
        this.certificates = certificates;
    }

    ListCertificatesResponse list(ListCertificatesRequest request) {
        if ((request.sortBy() == null) != (request.sortOrder() == null)) {
            throw Faults.invalid("SortBy and SortOrder must be specified together.");
        }
        Comparator<CertificateDetail> order = Comparator.comparing(Listing::position);
        Comparator<CertificateDetail> wanted =
                request.sortOrder() == SortOrder.DESCENDING ? order.reversed() : order;
        int most = request.maxItems() == null ? MOST : request.maxItems();
        Optional<String> after = Optional.ofNullable(request.nextToken()).map(Listing::read);
        List<CertificateDetail> rest =
                place.read(place::all).stream()
                        .map(CertificateRow::detail)
                        .filter(detail -> isWanted(detail, request))
                        .sorted(wanted)
                        .filter(detail -> after.isEmpty() || isAfter(detail, after.get(), request))
                        .toList();
        List<CertificateDetail> page = rest.subList(0, Math.min(most, rest.size()));
        return ListCertificatesResponse.builder()
                .certificateSummaryList(page.stream().map(this::summary).toList())
                .nextToken(
                        rest.size() > page.size() ? PageToken.of(position(page.getLast())) : null)
                .build();
    }

    private static String position(CertificateDetail detail) {
        return detail.createdAt() + " " + detail.certificateArn();
    }

    private static String read(String token) {
        return PageToken.read(token)
                .orElseThrow(() -> Faults.invalid("The NextToken is not valid."));
    }

    private static boolean isAfter(
            CertificateDetail detail, String last, ListCertificatesRequest request) {
        int compared = position(detail).compareTo(last);
        return request.sortOrder() == SortOrder.DESCENDING ? compared < 0 : compared > 0;
    }

    private boolean isWanted(CertificateDetail detail, ListCertificatesRequest request) {
        Filters includes =
                request.includes() == null ? Filters.builder().build() : request.includes();
        List<KeyAlgorithm> kinds = includes.keyTypes().isEmpty() ? USUAL : includes.keyTypes();
        return (request.certificateStatuses().isEmpty()
                        || request.certificateStatuses().contains(certificates.status(detail)))
                && kinds.contains(detail.keyAlgorithm())
                && (includes.keyUsage().isEmpty()
                        || detail.keyUsages().stream()
                                .map(KeyUsage::name)
                                .anyMatch(includes.keyUsage()::contains))
                && (includes.extendedKeyUsage().isEmpty()
                        || detail.extendedKeyUsages().stream()
                                .map(ExtendedKeyUsage::name)
                                .anyMatch(includes.extendedKeyUsage()::contains));
    }

    private CertificateSummary summary(CertificateDetail detail) {
        boolean used = !uses.of(place.where(), detail.certificateArn()).isEmpty();
        List<String> names = detail.subjectAlternativeNames();
        return CertificateSummary.builder()
                .certificateArn(detail.certificateArn())
                .domainName(detail.domainName())
                .subjectAlternativeNameSummaries(names.subList(0, Math.min(NAMES, names.size())))
                .hasAdditionalSubjectAlternativeNames(names.size() > NAMES)
                .status(certificates.status(detail))
                .type(detail.type())
                .keyAlgorithm(detail.keyAlgorithm())
                .keyUsages(detail.keyUsages().stream().map(KeyUsage::name).toList())
                .extendedKeyUsages(
                        detail.extendedKeyUsages().stream().map(ExtendedKeyUsage::name).toList())
                .inUse(used)
                .renewalEligibility(Certificates.eligibility(detail, used))
                .notBefore(detail.notBefore())
                .notAfter(detail.notAfter())
                .createdAt(detail.createdAt())
                .issuedAt(detail.issuedAt())
                .importedAt(detail.importedAt())
                .build();
    }
}
