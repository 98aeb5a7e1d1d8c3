package dev.tule.acm;

import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateRequest;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateResponse;
import software.amazon.awssdk.services.acm.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.acm.model.DeleteCertificateResponse;
import software.amazon.awssdk.services.acm.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.acm.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.acm.model.GetCertificateRequest;
import software.amazon.awssdk.services.acm.model.GetCertificateResponse;
import software.amazon.awssdk.services.acm.model.ImportCertificateRequest;
import software.amazon.awssdk.services.acm.model.ImportCertificateResponse;
import software.amazon.awssdk.services.acm.model.ListCertificatesRequest;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateRequest;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateResponse;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateRequest;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateResponse;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.RequestCertificateResponse;

/** Certificate Manager of one account and region. Safe for use by many threads. */
final class AcmService implements AcmClient {
    private final Certificates certificates;
    private final Listing listing;

    AcmService(Certificates certificates, Listing listing) {
        this.certificates = certificates;
        this.listing = listing;
    }

    Certificates certificates() {
        return certificates;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing of its own
    }

    @Override
    public RequestCertificateResponse requestCertificate(RequestCertificateRequest request) {
        return RequestCertificateResponse.builder()
                .certificateArn(certificates.request(request))
                .build();
    }

    @Override
    public ImportCertificateResponse importCertificate(ImportCertificateRequest request) {
        return ImportCertificateResponse.builder()
                .certificateArn(certificates.take(request))
                .build();
    }

    @Override
    public DescribeCertificateResponse describeCertificate(DescribeCertificateRequest request) {
        return DescribeCertificateResponse.builder()
                .certificate(certificates.describe(request.certificateArn()))
                .build();
    }

    @Override
    public GetCertificateResponse getCertificate(GetCertificateRequest request) {
        CertificateRow row = certificates.get(request.certificateArn());
        return GetCertificateResponse.builder()
                .certificate(row.body())
                .certificateChain(row.chain().isEmpty() ? null : row.chain())
                .build();
    }

    @Override
    public ListCertificatesResponse listCertificates(ListCertificatesRequest request) {
        return listing.list(request);
    }

    @Override
    public DeleteCertificateResponse deleteCertificate(DeleteCertificateRequest request) {
        certificates.delete(request.certificateArn());
        return DeleteCertificateResponse.builder().build();
    }

    @Override
    public AddTagsToCertificateResponse addTagsToCertificate(AddTagsToCertificateRequest request) {
        certificates.change(
                request.certificateArn(),
                row -> row.withTags(Tags.with(row.tags(), request.tags())));
        return AddTagsToCertificateResponse.builder().build();
    }

    @Override
    public RemoveTagsFromCertificateResponse removeTagsFromCertificate(
            RemoveTagsFromCertificateRequest request) {
        certificates.change(
                request.certificateArn(),
                row -> row.withTags(Tags.without(row.tags(), request.tags())));
        return RemoveTagsFromCertificateResponse.builder().build();
    }

    @Override
    public ListTagsForCertificateResponse listTagsForCertificate(
            ListTagsForCertificateRequest request) {
        return ListTagsForCertificateResponse.builder()
                .tags(Tags.toSdk(certificates.tags(request.certificateArn())))
                .build();
    }
}
