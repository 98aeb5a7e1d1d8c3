package dev.tule.elb.listener;

import static dev.tule.elb.resource.Tables.RULES;

import dev.tule.elb.balancer.LoadBalancers;
import dev.tule.elb.balancer.Tags;
import dev.tule.elb.resource.Arn;
import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Listing;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyRulesException;

/** Rules of listeners, tried by their priorities; the default rule last. */
public final class Rules {
    public static final int MOST = 100;
    private static final int MOST_CONDITIONS = 5;
    private static final int LEAST_PRIORITY = 50_000;

    private final Place place;
    private final Runnable changed;

    public Rules(Place place, Runnable changed) {
        this.place = place;
        this.changed = changed;
    }

    /** A listener's rules in the order in which they are tried. */
    public static List<Rule> inOrder(Snapshot rows, String listener) {
        List<Rule> rules = new ArrayList<>(RULES.all(rows, listener));
        rules.sort(Comparator.comparingInt(Rules::rank));
        return rules;
    }

    private static int rank(Rule rule) {
        return rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
    }

    private static Rule get(Snapshot rows, String arn) {
        return RULES.find(rows, Arn.listenerOf(arn), arn).orElseThrow(Faults::noRule);
    }

    CreateRuleResponse create(CreateRuleRequest request) {
        if (request.priority() == null) {
            throw Faults.invalid("A priority must be specified");
        }
        checkPriority(request.priority());
        checkConditions(request.conditions());
        Rule made =
                place.transact(
                        rows -> {
                            String listener = request.listenerArn();
                            LoadBalancer balancer = balancerOf(rows, listener);
                            List<Rule> there = RULES.all(rows, listener);
                            if (there.size() > MOST) {
                                throw TooManyRulesException.builder()
                                        .message("The maximum number of rules has been reached")
                                        .build();
                            }
                            refuseTaken(there, String.valueOf(request.priority()), Set.of());
                            Rule rule =
                                    Rule.builder()
                                            .ruleArn(Arn.rule(listener, place.newId()))
                                            .priority(String.valueOf(request.priority()))
                                            .conditions(request.conditions())
                                            .actions(
                                                    Actions.checked(
                                                            rows, balancer, request.actions()))
                                            .isDefault(false)
                                            .build();
                            RULES.put(rows, rule, listener, rule.ruleArn());
                            Tags.put(rows, rule.ruleArn(), request.tags());
                            return rule;
                        });
        changed.run();
        return CreateRuleResponse.builder().rules(made).build();
    }

    private static LoadBalancer balancerOf(Snapshot rows, String listener) {
        LoadBalancer balancer =
                LoadBalancers.get(rows, Listeners.get(rows, listener).loadBalancerArn());
        if (balancer.type() != LoadBalancerTypeEnum.APPLICATION) {
            throw Faults.invalid("Rules are not supported by network load balancers");
        }
        return balancer;
    }

    private static void checkPriority(int priority) {
        if (priority < 1 || priority > LEAST_PRIORITY) {
            throw Faults.invalid(
                    "Rule priority '%d' must be between '1' and '50000'".formatted(priority));
        }
    }

    private static void checkConditions(List<RuleCondition> conditions) {
        if (conditions.isEmpty()) {
            throw Faults.invalid("A condition must be specified");
        }
        if (conditions.size() > MOST_CONDITIONS) {
            throw Faults.invalid("A rule can have at most '5' conditions");
        }
        conditions.forEach(Condition::of);
    }

    private static void refuseTaken(List<Rule> there, String priority, Set<String> but) {
        if (there.stream()
                .anyMatch(
                        each ->
                                each.priority().equals(priority)
                                        && !but.contains(each.ruleArn()))) {
            throw PriorityInUseException.builder()
                    .message("Priority '%s' is currently in use".formatted(priority))
                    .build();
        }
    }

    DescribeRulesResponse describe(DescribeRulesRequest request) {
        List<Rule> found =
                place.read(
                        rows -> {
                            if (request.listenerArn() == null) {
                                return request.ruleArns().stream()
                                        .map(arn -> get(rows, arn))
                                        .toList();
                            }
                            Listener listener = Listeners.get(rows, request.listenerArn());
                            return inOrder(rows, listener.listenerArn());
                        });
        Listing<Rule> page = Listing.of(found, Rule::ruleArn, request.pageSize(), request.marker());
        return DescribeRulesResponse.builder()
                .rules(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    ModifyRuleResponse modify(ModifyRuleRequest request) {
        if (request.hasConditions()) {
            checkConditions(request.conditions());
        }
        Rule after =
                place.transact(
                        rows -> {
                            Rule known = get(rows, request.ruleArn());
                            if (known.isDefault()) {
                                throw Faults.notPermitted(
                                        "Default rule '%s' cannot be modified"
                                                .formatted(known.ruleArn()));
                            }
                            String listener = Arn.listenerOf(known.ruleArn());
                            Rule.Builder made = known.toBuilder();
                            if (request.hasConditions()) {
                                made.conditions(request.conditions());
                            }
                            if (request.hasActions()) {
                                made.actions(
                                        Actions.checked(
                                                rows,
                                                balancerOf(rows, listener),
                                                request.actions()));
                            }
                            Rule rule = made.build();
                            RULES.put(rows, rule, listener, rule.ruleArn());
                            return rule;
                        });
        changed.run();
        return ModifyRuleResponse.builder().rules(after).build();
    }

    DeleteRuleResponse delete(DeleteRuleRequest request) {
        place.change(
                rows -> {
                    Rule known = get(rows, request.ruleArn());
                    if (known.isDefault()) {
                        throw Faults.notPermitted(
                                "Default rule '%s' cannot be deleted".formatted(known.ruleArn()));
                    }
                    RULES.delete(rows, Arn.listenerOf(known.ruleArn()), known.ruleArn());
                    Tables.forget(rows, known.ruleArn());
                });
        changed.run();
        return DeleteRuleResponse.builder().build();
    }

    /** All at once, so that two rules may change places. */
    SetRulePrioritiesResponse setPriorities(SetRulePrioritiesRequest request) {
        List<Rule> after = place.transact(rows -> setPriorities(rows, request.rulePriorities()));
        changed.run();
        return SetRulePrioritiesResponse.builder().rules(after).build();
    }

    private static List<Rule> setPriorities(Transaction rows, List<RulePriorityPair> pairs) {
        Set<String> moved = new HashSet<>();
        pairs.forEach(pair -> moved.add(pair.ruleArn()));
        List<Rule> after = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (RulePriorityPair pair : pairs) {
            Rule known = get(rows, pair.ruleArn());
            if (known.isDefault()) {
                throw Faults.notPermitted(
                        "Default rule '%s' priority cannot be modified".formatted(known.ruleArn()));
            }
            checkPriority(pair.priority());
            String listener = Arn.listenerOf(known.ruleArn());
            String priority = String.valueOf(pair.priority());
            refuseTaken(RULES.all(rows, listener), priority, moved);
            if (!taken.add(listener + priority)) {
                throw PriorityInUseException.builder()
                        .message("Priority '%s' is currently in use".formatted(priority))
                        .build();
            }
            after.add(known.toBuilder().priority(priority).build());
        }
        after.forEach(
                rule -> RULES.put(rows, rule, Arn.listenerOf(rule.ruleArn()), rule.ruleArn()));
        return after;
    }
}
