package dev.tule.autoscaling.refresh;

import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.aws.stored.Form;
import dev.tule.store.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;

/**
 * A refresh, and what is remembered of it. Immutable.
 *
 * @param told as the API describes it
 * @param before what the group launched from before; nothing where that wasn't changed
 * @param old the tokens of the members that are to go
 * @param total how many those were at first
 * @param checkpoint which one is next
 * @param pausedAt when the checkpoint was reached; {@link Instant#EPOCH} for not yet
 * @param movedAt when it last came on
 * @param bakedAt when all were replaced; {@link Instant#EPOCH} for not yet
 */
record Refresh(
        InstanceRefresh told,
        Launched before,
        List<String> old,
        int total,
        int checkpoint,
        Instant pausedAt,
        Instant movedAt,
        Instant bakedAt) {
    private static final Form<InstanceRefresh> FORM =
            Form.ofSdk(InstanceRefresh.class, InstanceRefresh::builder);

    Refresh {
        old = List.copyOf(old);
    }

    /** What a group launches from: a configuration, a version of a template, or nothing. */
    record Launched(String configuration, String templateId, String template, String version) {
        static final Launched NOTHING = new Launched("", "", "", "");

        static Launched by(Group group) {
            LaunchTemplateSpecification template = group.spec().launchTemplate();
            return template == null
                    ? new Launched(text(group.spec().launchConfigurationName()), "", "", "")
                    : new Launched(
                            "",
                            text(template.launchTemplateId()),
                            text(template.launchTemplateName()),
                            Objects.requireNonNullElse(template.version(), "$Default"));
        }

        private static String text(@Nullable String given) {
            return given == null ? "" : given;
        }

        /** Whether it stays the same, whatever becomes of the template. */
        boolean isFixed() {
            return !equals(NOTHING) && !version.startsWith("$");
        }

        boolean isSourceOf(Member member) {
            return member.source().configuration().equals(configuration)
                    && member.source().templateId().equals(templateId)
                    && member.source().version().equals(version);
        }

        AutoScalingGroup of(AutoScalingGroup spec) {
            return spec.toBuilder()
                    .launchConfigurationName(configuration.isEmpty() ? null : configuration)
                    .launchTemplate(
                            templateId.isEmpty()
                                    ? null
                                    : LaunchTemplateSpecification.builder()
                                            .launchTemplateId(templateId)
                                            .launchTemplateName(template)
                                            .version(version)
                                            .build())
                    .build();
        }
    }

    boolean isActive() {
        return switch (told.status()) {
            case PENDING, IN_PROGRESS, BAKING, CANCELLING, ROLLBACK_IN_PROGRESS -> true;
            case SUCCESSFUL,
                    FAILED,
                    CANCELLED,
                    ROLLBACK_FAILED,
                    ROLLBACK_SUCCESSFUL,
                    UNKNOWN_TO_SDK_VERSION ->
                    false;
        };
    }

    boolean isRollingBack() {
        return told.status() == InstanceRefreshStatus.ROLLBACK_IN_PROGRESS;
    }

    Refresh with(InstanceRefresh next) {
        return new Refresh(next, before, old, total, checkpoint, pausedAt, movedAt, bakedAt);
    }

    Refresh moved(Instant now) {
        return new Refresh(told, before, old, total, checkpoint, pausedAt, now, bakedAt);
    }

    Refresh paused(Instant now) {
        return new Refresh(told, before, old, total, checkpoint, now, now, bakedAt);
    }

    Refresh pastCheckpoint(Instant now) {
        return new Refresh(told, before, old, total, checkpoint + 1, Instant.EPOCH, now, bakedAt);
    }

    Refresh baking(Instant now) {
        return new Refresh(told, before, old, total, checkpoint, pausedAt, now, now);
    }

    /** The other way: the members of these tokens are to go. */
    Refresh back(InstanceRefresh next, List<String> tokens, Instant now) {
        return new Refresh(
                next, before, tokens, tokens.size(), 0, Instant.EPOCH, now, Instant.EPOCH);
    }

    byte[] row() {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                FORM.write(told),
                                before.configuration,
                                before.templateId,
                                before.template,
                                before.version,
                                total,
                                checkpoint,
                                pausedAt.toEpochMilli(),
                                movedAt.toEpochMilli(),
                                bakedAt.toEpochMilli()));
        words.addAll(old);
        return Key.of(words.toArray()).toBytes();
    }

    static Refresh read(byte[] row) {
        List<Object> words = Key.ofBytes(row).elements();
        int fixed = 10;
        return new Refresh(
                FORM.read((byte[]) words.getFirst()),
                new Launched(
                        (String) words.get(1),
                        (String) words.get(2),
                        (String) words.get(3),
                        (String) words.get(4)),
                words.subList(fixed, words.size()).stream().map(String.class::cast).toList(),
                ((Long) words.get(5)).intValue(),
                ((Long) words.get(6)).intValue(),
                Instant.ofEpochMilli((Long) words.get(7)),
                Instant.ofEpochMilli((Long) words.get(8)),
                Instant.ofEpochMilli((Long) words.get(9)));
    }
}
