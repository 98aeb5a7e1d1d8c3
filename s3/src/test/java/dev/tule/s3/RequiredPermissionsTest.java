package dev.tule.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

class RequiredPermissionsTest {

    private static List<String> needed(String operation, SdkRequest request) {
        return RequiredPermissions.of(operation, request).stream()
                .map(needed -> needed.action() + " " + needed.resource())
                .toList();
    }

    @Test
    void actionsSayWhatIsDone() {
        assertThat(needed("UploadPart", UploadPartRequest.builder().bucket("b").key("k/1").build()))
                .containsExactly("s3:PutObject arn:aws:s3:::b/k/1");
        assertThat(needed("ListBuckets", ListBucketsRequest.builder().build()))
                .containsExactly("s3:ListAllMyBuckets *");
        assertThat(
                        needed(
                                "GetObjectAttributes",
                                GetObjectAttributesRequest.builder().bucket("b").key("k").build()))
                .containsExactly(
                        "s3:GetObjectAttributes arn:aws:s3:::b/k", "s3:GetObject arn:aws:s3:::b/k");
    }

    @Test
    @SuppressWarnings("deprecation") // what comes over the wire is read into these members
    void aCopyReadsAndWrites() {
        CopyObjectRequest.Builder copy = CopyObjectRequest.builder().bucket("to").key("k");
        assertThat(needed("CopyObject", copy.copySource("/from/a%20b?versionId=null").build()))
                .containsExactly(
                        "s3:PutObject arn:aws:s3:::to/k", "s3:GetObject arn:aws:s3:::from/a b");
        assertThat(needed("CopyObject", copy.copySource("nothing").build()))
                .containsExactly("s3:PutObject arn:aws:s3:::to/k");
    }

    @Test
    void whoGivesAnAclOrTagsNeedsToBeAllowedThat() {
        PutObjectRequest put =
                PutObjectRequest.builder()
                        .bucket("b")
                        .key("k")
                        .acl(ObjectCannedACL.PRIVATE)
                        .tagging("a=b")
                        .build();
        assertThat(needed("PutObject", put))
                .containsExactly(
                        "s3:PutObject arn:aws:s3:::b/k",
                        "s3:PutObjectAcl arn:aws:s3:::b/k",
                        "s3:PutObjectTagging arn:aws:s3:::b/k");
    }

    @Test
    void eachObjectThatIsDeletedIsAskedFor() {
        DeleteObjectsRequest delete =
                DeleteObjectsRequest.builder()
                        .bucket("b")
                        .delete(
                                d ->
                                        d.objects(
                                                ObjectIdentifier.builder().key("1").build(),
                                                ObjectIdentifier.builder().key("2").build()))
                        .build();
        assertThat(needed("DeleteObjects", delete))
                .containsExactly(
                        "s3:DeleteObject arn:aws:s3:::b/1", "s3:DeleteObject arn:aws:s3:::b/2");
    }

    @Test
    void listingsHaveTheirConditionKeys() {
        Permission list =
                RequiredPermissions.of(
                                "ListObjectsV2",
                                ListObjectsV2Request.builder()
                                        .bucket("b")
                                        .prefix("home/")
                                        .maxKeys(7)
                                        .build())
                        .getFirst();
        assertThat(list.action()).isEqualTo("s3:ListBucket");
        assertThat(list.conditionKeys())
                .containsEntry("s3:prefix", List.of("home/"))
                .containsEntry("s3:max-keys", List.of("7"))
                .containsEntry("s3:delimiter", List.of());
    }
}
