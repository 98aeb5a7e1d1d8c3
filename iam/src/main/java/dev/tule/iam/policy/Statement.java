package dev.tule.iam.policy;

import dev.tule.iam.policy.PolicyText.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One statement of a policy.
 *
 * @param allow its Effect: whether it allows or denies
 * @param resources empty in a trust policy
 * @param principals empty in an identity's policy
 */
public record Statement(
        boolean allow,
        Names actions,
        Optional<Names> resources,
        Optional<Principals> principals,
        List<Condition> conditions) {

    /**
     * Actions, or resources.
     *
     * @param not whether it is for all but these
     */
    record Names(boolean not, List<PolicyText> texts) {

        Answer hold(ConditionKeys keys, Predicate<Value> test) {
            Answer answer = Answer.NO;
            for (PolicyText text : texts) {
                answer = answer.or(text.test(keys, test));
            }
            return not ? answer.not() : answer;
        }
    }

    /**
     * Whom a trust policy is about.
     *
     * @param not whether it is about all but these
     * @param aws accounts, ARNs, or {@code *}
     * @param services such as {@code ec2.amazonaws.com}
     */
    public record Principals(boolean not, List<String> aws, List<String> services) {}

    /**
     * Whether it is about what is asked, whoever asks; where that isn't known, whether it denies.
     */
    public boolean isAbout(Asked asked) {
        ConditionKeys keys = asked.keys();
        Answer answer = actions.hold(keys, it -> it.pattern().matchesIgnoringCase(asked.action()));
        if (resources.isPresent() && answer != Answer.NO) {
            answer =
                    answer.and(
                            resources
                                    .get()
                                    .hold(keys, it -> it.pattern().matchesArn(asked.resource())));
        }
        for (Condition condition : conditions) {
            answer = answer == Answer.NO ? answer : answer.and(condition.holds(keys));
        }
        return answer == Answer.YES || (answer == Answer.UNKNOWN && !allow);
    }
}
