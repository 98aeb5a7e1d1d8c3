package dev.tule.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.ActiveInstanceRefreshNotFoundException;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshInProgressException;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.IrreversibleInstanceRefreshException;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.RefreshPreferences;

/** Groups whose machines are replaced, some at a time. */
class RefreshTest {
    private final Lab lab = new Lab(6);

    @BeforeEach
    void group() {
        lab.ec2.slowestBoot = Duration.ofSeconds(10);
        lab.configuration("first");
        lab.configuration("second");
        lab.group(4, 8, group -> group.desiredCapacity(4));
        lab.passes(Duration.ofMinutes(1));
        launchFrom("second");
    }

    private void launchFrom(String configuration) {
        lab.client()
                .updateAutoScalingGroup(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .launchConfigurationName(configuration));
    }

    private String start(Consumer<RefreshPreferences.Builder> preferences) {
        return lab.client()
                .startInstanceRefresh(
                        r -> r.autoScalingGroupName(Lab.GROUP).preferences(preferences))
                .instanceRefreshId();
    }

    private InstanceRefresh refresh() {
        return lab.client()
                .describeInstanceRefreshes(r -> r.autoScalingGroupName(Lab.GROUP))
                .instanceRefreshes()
                .getFirst();
    }

    private List<String> sources() {
        return lab.instances().stream().map(Instance::launchConfigurationName).sorted().toList();
    }

    private long serving() {
        return lab.instances().stream()
                .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
                .count();
    }

    /** "Vertical" scaling: machines of a larger type take the place of the smaller ones. */
    @Test
    void aGroupComesToALargerType() {
        lab.configuration("large", "m1.large");
        launchFrom("large");
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.instances()).extracting(Instance::instanceType).containsOnly("t1.micro");

        start(p -> p.minHealthyPercentage(75));
        for (int i = 0; i < 120 && refresh().status() != InstanceRefreshStatus.SUCCESSFUL; i++) {
            lab.passes(Duration.ofSeconds(5));
            assertThat(serving()).isGreaterThanOrEqualTo(3);
        }
        lab.passes(Duration.ofMinutes(1));
        assertThat(lab.instances())
                .hasSize(4)
                .extracting(Instance::instanceType)
                .containsOnly("m1.large");
        assertThat(lab.ec2.running())
                .extracting(each -> each.request.instanceTypeAsString())
                .containsOnly("m1.large");
    }

    @Test
    void machinesAreReplacedWhileEnoughOfThemServe() {
        String id = start(p -> p.minHealthyPercentage(50).instanceWarmup(20));
        assertThatThrownBy(() -> start(p -> {}))
                .isInstanceOf(InstanceRefreshInProgressException.class);
        boolean partly = false;
        for (int i = 0; i < 60 && refresh().status() != InstanceRefreshStatus.SUCCESSFUL; i++) {
            lab.passes(Duration.ofSeconds(5));
            assertThat(serving()).isGreaterThanOrEqualTo(2);
            if (i == 10) {
                lab.restart();
            }
            partly |= refresh().percentageComplete() == 50;
        }
        assertThat(partly).isTrue();
        assertThat(refresh().instanceRefreshId()).isEqualTo(id);
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
        assertThat(refresh().percentageComplete()).isEqualTo(100);
        lab.passes(Duration.ofMinutes(1));
        assertThat(sources()).containsExactly("second", "second", "second", "second");
        assertThat(lab.activities())
                .anyMatch(
                        each ->
                                each.cause()
                                        .endsWith(
                                                "an instance was taken out of service in response to an instance refresh."));
    }

    @Test
    void whereAllAreToServeTheyGoOneByOne() {
        start(p -> p.minHealthyPercentage(100));
        for (int i = 0; i < 60 && refresh().status() != InstanceRefreshStatus.SUCCESSFUL; i++) {
            lab.passes(Duration.ofSeconds(5));
            assertThat(serving()).isGreaterThanOrEqualTo(3);
        }
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
    }

    @Test
    void othersAreLaunchedBeforeMachinesGoWhereThatIsAsked() {
        start(p -> p.minHealthyPercentage(100).maxHealthyPercentage(150).instanceWarmup(20));
        int most = 0;
        for (int i = 0; i < 120 && refresh().status() != InstanceRefreshStatus.SUCCESSFUL; i++) {
            lab.passes(Duration.ofSeconds(5));
            assertThat(serving()).isBetween(4L, 6L);
            most = Math.max(most, lab.ec2.living().size());
        }
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
        assertThat(most).isEqualTo(6);
        lab.passes(Duration.ofMinutes(1));
        assertThat(sources()).containsExactly("second", "second", "second", "second");
    }

    @Test
    void whoWaitsForItsReplacementStaysWhenTheRefreshIsCancelled() {
        start(p -> p.minHealthyPercentage(100).maxHealthyPercentage(125));
        lab.passes(Duration.ofSeconds(5));
        assertThat(lab.instances()).hasSize(5);
        lab.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
        lab.passes(Duration.ofMinutes(2));
        assertThat(lab.instances()).hasSize(4);
    }

    @Test
    void theGroupsMaintenancePolicyIsWhatIsUsual() {
        lab.client()
                .updateAutoScalingGroup(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .instanceMaintenancePolicy(
                                                p ->
                                                        p.minHealthyPercentage(50)
                                                                .maxHealthyPercentage(125)));
        start(p -> {});
        assertThat(refresh().preferences().minHealthyPercentage()).isEqualTo(50);
        assertThat(refresh().preferences().maxHealthyPercentage()).isEqualTo(125);
    }

    @Test
    void whatMatchesIsSkipped() {
        start(p -> p.minHealthyPercentage(0));
        lab.passes(Duration.ofMinutes(2));
        List<String> before = lab.instances().stream().map(Instance::instanceId).toList();
        start(p -> p.skipMatching(true));
        lab.passes(Duration.ofMinutes(2));

        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
        assertThat(lab.instances()).extracting(Instance::instanceId).isEqualTo(before);
    }

    @Test
    void aCheckpointIsWaitedAt() {
        start(p -> p.minHealthyPercentage(0).checkpointPercentages(25, 100).checkpointDelay(600));
        lab.passes(Duration.ofMinutes(5));
        assertThat(refresh().percentageComplete()).isEqualTo(25);
        assertThat(refresh().instancesToUpdate()).isEqualTo(3);
        lab.passes(Duration.ofMinutes(8));
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
        assertThat(sources()).containsExactly("second", "second", "second", "second");
    }

    @Test
    void protectedMachinesAreWaitedForOrIgnored() {
        String kept = lab.instances().getFirst().instanceId();
        lab.client()
                .setInstanceProtection(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .instanceIds(kept)
                                        .protectedFromScaleIn(true));
        start(p -> p.minHealthyPercentage(0));
        lab.passes(Duration.ofMinutes(5));
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.IN_PROGRESS);
        assertThat(refresh().instancesToUpdate()).isEqualTo(1);
        lab.passes(Duration.ofMinutes(61), Duration.ofMinutes(1));
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.FAILED);

        lab.now = lab.now.plusSeconds(1);
        start(p -> p.minHealthyPercentage(0).scaleInProtectedInstances("Ignore"));
        lab.passes(Duration.ofMinutes(5));
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
        assertThat(lab.instances()).extracting(Instance::instanceId).contains(kept);
    }

    @Test
    void aRefreshThatIsCancelledReplacesNobodyElse() {
        start(p -> p.minHealthyPercentage(100));
        lab.passes(Duration.ofSeconds(10));
        lab.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
        lab.passes(Duration.ofMinutes(5));

        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.CANCELLED);
        assertThat(sources()).containsExactly("first", "first", "first", "second");
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .cancelInstanceRefresh(
                                                r -> r.autoScalingGroupName(Lab.GROUP)))
                .isInstanceOf(ActiveInstanceRefreshNotFoundException.class);
    }

    private void startVersion(String version) {
        lab.client()
                .startInstanceRefresh(
                        r ->
                                r.autoScalingGroupName(Lab.GROUP)
                                        .desiredConfiguration(
                                                wanted ->
                                                        wanted.launchTemplate(
                                                                t ->
                                                                        t.launchTemplateName(
                                                                                        "field")
                                                                                .version(version)))
                                        .preferences(p -> p.minHealthyPercentage(75)));
    }

    private List<String> versions() {
        return lab.instances().stream().map(each -> each.launchTemplate().version()).toList();
    }

    @Test
    void aDesiredConfigurationIsRolledThroughOrBack() {
        startVersion("1");
        lab.passes(Duration.ofMinutes(6));
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
        assertThat(versions()).containsOnly("1");
        assertThat(lab.group().launchTemplate().version()).isEqualTo("1");

        startVersion("2");
        lab.passes(Duration.ofSeconds(45));
        assertThat(versions()).contains("1", "2");
        assertThat(lab.group().launchTemplate().version()).isEqualTo("2");
        lab.client().rollbackInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.ROLLBACK_IN_PROGRESS);
        lab.passes(Duration.ofMinutes(6));
        assertThat(refresh().status()).isEqualTo(InstanceRefreshStatus.ROLLBACK_SUCCESSFUL);
        assertThat(versions()).hasSize(4).containsOnly("1");
        assertThat(lab.group().launchTemplate().version()).isEqualTo("1");
    }

    @Test
    void whatHasNoDesiredConfigurationCannotBeRolledBack() {
        start(p -> {});
        assertThatThrownBy(
                        () ->
                                lab.client()
                                        .rollbackInstanceRefresh(
                                                r -> r.autoScalingGroupName(Lab.GROUP)))
                .isInstanceOf(IrreversibleInstanceRefreshException.class);
        lab.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(Lab.GROUP));
        assertThatThrownBy(() -> start(p -> p.maxHealthyPercentage(150)))
                .hasMessageContaining("must also specify MinHealthyPercentage");
        assertThatThrownBy(() -> start(p -> p.minHealthyPercentage(20).maxHealthyPercentage(150)))
                .hasMessageContaining("difference");
        assertThatThrownBy(() -> start(p -> p.checkpointPercentages(50, 20)))
                .hasMessageContaining("ascend");
    }
}
