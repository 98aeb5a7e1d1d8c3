package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.AccountRegion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

class RequiredPermissionsTest {
    private static final String PREFIX = "arn:aws:ec2:us-east-1:000000000000:";
    private static final String PASS =
            "iam:PassRole arn:aws:iam::000000000000:instance-profile/sensors";

    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private List<String> needed(String operation, SdkRequest request) {
        return new RequiredPermissions(new AccountRegion("000000000000", "us-east-1"), home.client)
                .of(operation, request).stream()
                        .map(needed -> needed.action() + " " + needed.resource())
                        .toList();
    }

    @Test
    void whatIsNamedByAnIdentifierIsAskedFor() {
        assertThat(
                        needed(
                                "TerminateInstances",
                                TerminateInstancesRequest.builder()
                                        .instanceIds("i-1", "i-2")
                                        .build()))
                .containsExactly(
                        "ec2:TerminateInstances " + PREFIX + "instance/i-1",
                        "ec2:TerminateInstances " + PREFIX + "instance/i-2");
        assertThat(
                        needed(
                                "AttachVolume",
                                AttachVolumeRequest.builder()
                                        .volumeId("vol-1")
                                        .instanceId("i-1")
                                        .device("sdf")
                                        .build()))
                .containsExactlyInAnyOrder(
                        "ec2:AttachVolume " + PREFIX + "volume/vol-1",
                        "ec2:AttachVolume " + PREFIX + "instance/i-1");
        assertThat(
                        needed(
                                "CreateTags",
                                CreateTagsRequest.builder()
                                        .resources("snap-1")
                                        .tags(Tag.builder().key("like").value("i-9").build())
                                        .build()))
                .containsExactly("ec2:CreateTags arn:aws:ec2:us-east-1::snapshot/snap-1");
    }

    @Test
    void whatHasNoArnIsAskedForAsAny() {
        assertThat(
                        needed(
                                "DescribeInstances",
                                DescribeInstancesRequest.builder().instanceIds("i-1").build()))
                .containsExactly("ec2:DescribeInstances *");
        assertThat(
                        needed(
                                "DisassociateAddress",
                                DisassociateAddressRequest.builder()
                                        .associationId("eipassoc-1")
                                        .build()))
                .containsExactly("ec2:DisassociateAddress *");
        assertThat(
                        needed(
                                "AuthorizeSecurityGroupIngress",
                                AuthorizeSecurityGroupIngressRequest.builder()
                                        .groupName("web")
                                        .build()))
                .containsExactly(
                        "ec2:AuthorizeSecurityGroupIngress " + PREFIX + "security-group/*");
    }

    @Test
    void aLaunchIsAskedForOnAllThatItTakes() {
        assertThat(
                        needed(
                                "RunInstances",
                                RunInstancesRequest.builder()
                                        .imageId("ami-1")
                                        .keyName("ops")
                                        .securityGroupIds("sg-1")
                                        .iamInstanceProfile(profile -> profile.name("sensors"))
                                        .build()))
                .containsExactlyInAnyOrder(
                        "ec2:RunInstances " + PREFIX + "instance/*",
                        "ec2:RunInstances " + PREFIX + "volume/*",
                        "ec2:RunInstances " + PREFIX + "network-interface/*",
                        "ec2:RunInstances " + PREFIX + "subnet/*",
                        "ec2:RunInstances " + PREFIX + "security-group/sg-1",
                        "ec2:RunInstances " + PREFIX + "key-pair/ops",
                        "ec2:RunInstances arn:aws:ec2:us-east-1::image/ami-1",
                        PASS);
    }

    @Test
    void aRoleInALaunchTemplateIsPassedToo() {
        home.client.createLaunchTemplate(
                r ->
                        r.launchTemplateName("web")
                                .launchTemplateData(
                                        data ->
                                                data.iamInstanceProfile(
                                                        profile -> profile.name("sensors"))));
        RunInstancesRequest.Builder run = RunInstancesRequest.builder();
        assertThat(
                        needed(
                                "RunInstances",
                                run.launchTemplate(t -> t.launchTemplateName("web")).build()))
                .contains(PASS, "ec2:RunInstances " + PREFIX + "launch-template/*");
        assertThat(
                        needed(
                                "RunInstances",
                                run.launchTemplate(t -> t.launchTemplateName("none")).build()))
                .doesNotContain(PASS);
    }
}
