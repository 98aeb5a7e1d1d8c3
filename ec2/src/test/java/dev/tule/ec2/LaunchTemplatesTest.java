package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;

class LaunchTemplatesTest {
    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
        LaunchTemplateTagSpecificationRequest name =
                LaunchTemplateTagSpecificationRequest.builder()
                        .resourceType(ResourceType.INSTANCE)
                        .tags(Tag.builder().key("Name").value("web").build())
                        .build();
        home.client.createLaunchTemplate(
                r ->
                        r.launchTemplateName("web")
                                .launchTemplateData(
                                        d ->
                                                d.imageId("ami-d0f89fb9")
                                                        .instanceType(InstanceType.T1_MICRO)
                                                        .tagSpecifications(name)));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aLaunchTakesWhatItDoesNotSayFromTheTemplate() {
        Instance instance =
                home.client
                        .runInstances(
                                r ->
                                        r.launchTemplate(t -> t.launchTemplateName("web"))
                                                .instanceType(InstanceType.T2_NANO)
                                                .minCount(1)
                                                .maxCount(1))
                        .instances()
                        .getFirst();

        assertThat(instance.imageId()).isEqualTo("ami-d0f89fb9");
        assertThat(instance.instanceType()).isEqualTo(InstanceType.T2_NANO);
        assertThat(instance.tags().getFirst().value()).isEqualTo("web");
    }

    /** Terraform reads by these tags what an instance was launched by. */
    @Test
    void anInstanceIsTaggedWithItsTemplate() {
        String id =
                home.client
                        .createLaunchTemplate(
                                r ->
                                        r.launchTemplateName("tagged")
                                                .launchTemplateData(
                                                        d ->
                                                                d.imageId("ami-d0f89fb9")
                                                                        .instanceType("t1.micro")))
                        .launchTemplate()
                        .launchTemplateId();

        Instance launched =
                home.client
                        .runInstances(
                                r ->
                                        r.minCount(1)
                                                .maxCount(1)
                                                .launchTemplate(
                                                        t ->
                                                                t.launchTemplateId(id)
                                                                        .version("$Latest")))
                        .instances()
                        .getFirst();

        assertThat(home.instance(launched.instanceId()).tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder(
                        "aws:ec2launchtemplate:id=" + id, "aws:ec2launchtemplate:version=1");
    }

    @Test
    void versionsBuildOnOthersAndTheDefaultIsChosen() {
        home.client.createLaunchTemplateVersion(
                r ->
                        r.launchTemplateName("web")
                                .sourceVersion("1")
                                .launchTemplateData(d -> d.instanceType(InstanceType.M1_SMALL)));
        Filter small = Filter.builder().name("instance-type").values("m1.*").build();

        assertThat(
                        home.client
                                .describeLaunchTemplateVersions(
                                        r -> r.launchTemplateName("web").filters(small))
                                .launchTemplateVersions())
                .extracting(LaunchTemplateVersion::versionNumber)
                .containsExactly(2L);

        assertThat(
                        home.client
                                .describeLaunchTemplateVersions(r -> r.launchTemplateName("web"))
                                .launchTemplateVersions())
                .extracting(LaunchTemplateVersion::defaultVersion)
                .containsExactly(true, false);
        home.client.modifyLaunchTemplate(r -> r.launchTemplateName("web").defaultVersion("2"));
        var latest =
                home.client
                        .describeLaunchTemplateVersions(
                                r -> r.launchTemplateName("web").versions("$Default"))
                        .launchTemplateVersions()
                        .getFirst();
        assertThat(latest.launchTemplateData().instanceType()).isEqualTo(InstanceType.M1_SMALL);
        assertThat(latest.launchTemplateData().imageId()).isEqualTo("ami-d0f89fb9");
    }

    @Test
    void aTemplateGoesWithItsVersions() {
        home.client.deleteLaunchTemplate(r -> r.launchTemplateName("web"));

        Home.refuses(
                "InvalidLaunchTemplateName.NotFoundException",
                () -> home.client.describeLaunchTemplates(r -> r.launchTemplateNames("web")));
    }
}
