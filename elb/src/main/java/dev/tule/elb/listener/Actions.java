package dev.tule.elb.listener;

import dev.tule.elb.resource.Faults;
import dev.tule.elb.target.TargetGroups;
import dev.tule.elb.target.Uses;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAssociationLimitException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What rules may do. */
final class Actions {
    private static final int MOST_GROUPS = 5;
    private static final int LONGEST_BODY = 1_024;
    private static final Pattern STATUS = Pattern.compile("[245][0-9]{2}");
    private static final Pattern REDIRECT = Pattern.compile("HTTP_30[12]");

    private Actions() {}

    /** Refuses what can't be done; gives the actions in the form in which they are kept. */
    static List<Action> checked(Snapshot rows, LoadBalancer balancer, List<Action> asked) {
        if (asked.size() != 1) {
            throw asked.isEmpty()
                    ? Faults.invalid("An action must be specified")
                    : Faults.notImplemented("More than one action of a rule");
        }
        Action action = asked.getFirst();
        ActionTypeEnum type = action.type();
        if (balancer.type() == LoadBalancerTypeEnum.NETWORK && type != ActionTypeEnum.FORWARD) {
            throw Faults.invalid(
                    "Action type '%s' is not supported for network load balancers"
                            .formatted(action.typeAsString()));
        }
        return List.of(
                switch (type) {
                    case FORWARD -> forward(rows, balancer, action);
                    case REDIRECT -> redirect(action);
                    case FIXED_RESPONSE -> fixed(action);
                    case null -> throw Faults.invalid("An action must have a type");
                    default -> throw Faults.notImplemented("The action type " + type);
                });
    }

    private static Action forward(Snapshot rows, LoadBalancer balancer, Action action) {
        List<String> arns = Uses.groups(action).toList();
        if (arns.isEmpty() || arns.size() > MOST_GROUPS) {
            throw Faults.invalid("A forward action must have one to five target groups");
        }
        Uses uses = Uses.read(rows);
        for (String arn : arns) {
            check(uses, balancer, TargetGroups.get(rows, arn));
        }
        if (action.forwardConfig() == null) {
            TargetGroupTuple all =
                    TargetGroupTuple.builder().targetGroupArn(arns.getFirst()).weight(1).build();
            return action.toBuilder()
                    .forwardConfig(
                            config ->
                                    config.targetGroups(all)
                                            .targetGroupStickinessConfig(
                                                    sticky -> sticky.enabled(false)))
                    .build();
        }
        List<TargetGroupTuple> weighted =
                action.forwardConfig().targetGroups().stream().map(Actions::weighted).toList();
        String single = arns.size() == 1 ? arns.getFirst() : null;
        return action.toBuilder()
                .targetGroupArn(single)
                .forwardConfig(action.forwardConfig().toBuilder().targetGroups(weighted).build())
                .build();
    }

    private static TargetGroupTuple weighted(TargetGroupTuple tuple) {
        int weight = tuple.weight() == null ? 1 : tuple.weight();
        if (weight < 0 || weight > 999) {
            throw Faults.invalid(
                    "Target group weight '%d' must be between '0' and '999'".formatted(weight));
        }
        return tuple.toBuilder().weight(weight).build();
    }

    private static void check(Uses uses, LoadBalancer balancer, TargetGroup group) {
        boolean application = balancer.type() == LoadBalancerTypeEnum.APPLICATION;
        if (TargetGroups.isHttp(group) != application) {
            throw Faults.invalid(
                    "The protocol '%s' of target group '%s' is not supported by the load balancer"
                            .formatted(group.protocolAsString(), group.targetGroupArn()));
        }
        if (!group.vpcId().equals(balancer.vpcId())) {
            throw Faults.invalid(
                    "The target group '%s' is in another VPC than the load balancer"
                            .formatted(group.targetGroupArn()));
        }
        if (uses.balancers(group.targetGroupArn()).stream()
                .anyMatch(other -> !other.equals(balancer.loadBalancerArn()))) {
            throw TargetGroupAssociationLimitException.builder()
                    .message(
                            "The following target groups cannot be associated with more than one load balancer: "
                                    + group.targetGroupArn())
                    .build();
        }
    }

    private static Action redirect(Action action) {
        RedirectActionConfig config = action.redirectConfig();
        if (config == null
                || config.statusCode() == null
                || !REDIRECT.matcher(config.statusCodeAsString()).matches()) {
            throw Faults.invalid("A redirect action must have a status code");
        }
        RedirectActionConfig whole =
                RedirectActionConfig.builder()
                        .protocol(or(config.protocol(), "#{protocol}"))
                        .host(or(config.host(), "#{host}"))
                        .port(or(config.port(), "#{port}"))
                        .path(or(config.path(), "/#{path}"))
                        .query(or(config.query(), "#{query}"))
                        .statusCode(config.statusCode())
                        .build();
        if (whole.toString().chars().anyMatch(each -> each < ' ')
                || !whole.path().startsWith("/")) {
            throw Faults.invalid("The redirect configuration is not valid");
        }
        if (whole.protocol().equals("#{protocol}")
                && whole.host().equals("#{host}")
                && whole.port().equals("#{port}")
                && whole.path().equals("/#{path}")
                && whole.query().equals("#{query}")) {
            throw Faults.invalid(
                    "The redirect configuration is not valid because it creates a loop");
        }
        return action.toBuilder().redirectConfig(whole).build();
    }

    private static String or(@org.jspecify.annotations.Nullable String asked, String usual) {
        return asked == null || asked.isEmpty() ? usual : asked;
    }

    private static Action fixed(Action action) {
        FixedResponseActionConfig config = action.fixedResponseConfig();
        if (config == null
                || config.statusCode() == null
                || !STATUS.matcher(config.statusCode()).matches()) {
            throw Faults.invalid(
                    "A fixed-response action must have a status code of 2XX, 4XX or 5XX");
        }
        if (config.messageBody() != null && config.messageBody().length() > LONGEST_BODY) {
            throw Faults.invalid("The message body must be at most '1024' characters");
        }
        String type = config.contentType();
        if (type != null
                && !List.of(
                                "text/plain",
                                "text/css",
                                "text/html",
                                "application/javascript",
                                "application/json")
                        .contains(type)) {
            throw Faults.invalid("The content type '%s' is not supported".formatted(type));
        }
        return action;
    }
}
