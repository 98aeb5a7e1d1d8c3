package dev.tule.iam;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.GetServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.GetServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;
import software.amazon.awssdk.services.iam.model.TagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.TagServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateResponse;

/** The actions on server certificates. */
interface ServerCertificateActions extends IamClient {
    ServerCertificates serverCertificates();

    @Override
    default UploadServerCertificateResponse uploadServerCertificate(
            UploadServerCertificateRequest request) {
        return UploadServerCertificateResponse.builder()
                .serverCertificateMetadata(serverCertificates().upload(request))
                .build();
    }

    @Override
    default GetServerCertificateResponse getServerCertificate(GetServerCertificateRequest request) {
        return GetServerCertificateResponse.builder()
                .serverCertificate(serverCertificates().get(request.serverCertificateName()))
                .build();
    }

    @Override
    default ListServerCertificatesResponse listServerCertificates(
            ListServerCertificatesRequest request) {
        Listing<ServerCertificateMetadata> page = serverCertificates().list(request);
        return ListServerCertificatesResponse.builder()
                .serverCertificateMetadataList(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    @Override
    default UpdateServerCertificateResponse updateServerCertificate(
            UpdateServerCertificateRequest request) {
        serverCertificates().update(request);
        return UpdateServerCertificateResponse.builder().build();
    }

    @Override
    default DeleteServerCertificateResponse deleteServerCertificate(
            DeleteServerCertificateRequest request) {
        serverCertificates().delete(request.serverCertificateName());
        return DeleteServerCertificateResponse.builder().build();
    }

    @Override
    default TagServerCertificateResponse tagServerCertificate(TagServerCertificateRequest request) {
        serverCertificates().tag(request.serverCertificateName(), request.tags());
        return TagServerCertificateResponse.builder().build();
    }

    @Override
    default UntagServerCertificateResponse untagServerCertificate(
            UntagServerCertificateRequest request) {
        serverCertificates().untag(request.serverCertificateName(), request.tagKeys());
        return UntagServerCertificateResponse.builder().build();
    }

    @Override
    default ListServerCertificateTagsResponse listServerCertificateTags(
            ListServerCertificateTagsRequest request) {
        return ListServerCertificateTagsResponse.builder()
                .tags(serverCertificates().get(request.serverCertificateName()).tags())
                .isTruncated(false)
                .build();
    }
}
