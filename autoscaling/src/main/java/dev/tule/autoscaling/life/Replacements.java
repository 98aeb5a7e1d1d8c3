package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Scene.Ailment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of machines in service that are found unhealthy: all are dismissed at once, or as
 * the group's maintenance policy lets them, first those whose replacement was awaited. For one
 * thread.
 */
final class Replacements {
    private final Scene scene;
    private final Group group;
    private final List<Step> steps = new ArrayList<>();
    private long serving;
    private long outgoing;

    Replacements(Scene scene) {
        this.scene = scene;
        this.group = scene.group();
        this.serving = scene.members().stream().filter(this::isReady).count();
        this.outgoing =
                scene.members().stream().filter(each -> each.phase() == Phase.OUTGOING).count();
    }

    private record Ailing(Member member, String why) {}

    List<Step> steps() {
        boolean replaced = !group.suspended("ReplaceUnhealthy") && !group.suspended("Terminate");
        Optional<Maintenance> policy = Maintenance.of(group.spec());
        List<Ailing> patient = new ArrayList<>();
        for (Member member : scene.members()) {
            String why = member.phase().serves() ? why(member) : null;
            if (why == null) {
                continue;
            }
            if (!replaced) {
                note(member);
            } else if (policy.isEmpty() || !scene.living(member)) {
                dismiss(member, why);
            } else {
                patient.add(new Ailing(member, why));
            }
        }
        policy.ifPresent(by -> replace(patient, by));
        return steps;
    }

    private @Nullable String why(Member member) {
        Optional<Ailment> ailment =
                group.suspended("HealthCheck") ? Optional.empty() : scene.ailment(member);
        return ailment.map(Ailment::words).orElse(member.healthy() ? null : "a user health-check.");
    }

    private void note(Member member) {
        if (member.healthy()) {
            steps.add(new Step.Ail(member));
        }
    }

    private void dismiss(Member member, String why) {
        steps.add(new Step.Dismiss(member, Causes.outOfService(scene.now(), why)));
        if (isReady(member)) {
            serving--;
        }
    }

    private void replace(List<Ailing> patient, Maintenance policy) {
        patient.sort(Comparator.comparing(each -> each.member().phase() != Phase.OUTGOING));
        for (Ailing each : patient) {
            Member member = each.member();
            if (serving - (isReady(member) ? 1 : 0) >= policy.least(group.desired())) {
                dismiss(member, each.why());
            } else if (member.phase() == Phase.IN_SERVICE
                    && outgoing < policy.spare(group.desired())) {
                steps.add(new Step.Yield(member));
                outgoing++;
            } else {
                note(member);
            }
        }
    }

    /** Whether it serves, and has warmed up. */
    private boolean isReady(Member member) {
        Integer warmup = group.spec().defaultInstanceWarmup();
        return member.phase().serves()
                && scene.living(member)
                && !scene.now()
                        .isBefore(
                                member.since()
                                        .plus(Duration.ofSeconds(warmup == null ? 0 : warmup)));
    }
}
