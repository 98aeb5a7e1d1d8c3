package dev.tule.elb.listener;

import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;

/** The actions on listeners and their rules. */
public interface ListenerActions extends ElasticLoadBalancingV2Client {
    Listeners listeners();

    ListenerCertificates listenerCertificates();

    ListenerAttributes listenerAttributes();

    Rules rules();

    @Override
    default DescribeListenerAttributesResponse describeListenerAttributes(
            DescribeListenerAttributesRequest request) {
        return listenerAttributes().describe(request);
    }

    @Override
    default ModifyListenerAttributesResponse modifyListenerAttributes(
            ModifyListenerAttributesRequest request) {
        return listenerAttributes().modify(request);
    }

    @Override
    default AddListenerCertificatesResponse addListenerCertificates(
            AddListenerCertificatesRequest request) {
        return listenerCertificates().add(request);
    }

    @Override
    default RemoveListenerCertificatesResponse removeListenerCertificates(
            RemoveListenerCertificatesRequest request) {
        return listenerCertificates().remove(request);
    }

    @Override
    default DescribeListenerCertificatesResponse describeListenerCertificates(
            DescribeListenerCertificatesRequest request) {
        return listenerCertificates().describe(request);
    }

    @Override
    default DescribeSslPoliciesResponse describeSSLPolicies(DescribeSslPoliciesRequest request) {
        return SslPolicies.describe(request);
    }

    @Override
    default CreateListenerResponse createListener(CreateListenerRequest request) {
        return listeners().create(request);
    }

    @Override
    default DescribeListenersResponse describeListeners(DescribeListenersRequest request) {
        return listeners().describe(request);
    }

    @Override
    default ModifyListenerResponse modifyListener(ModifyListenerRequest request) {
        return listeners().modify(request);
    }

    @Override
    default DeleteListenerResponse deleteListener(DeleteListenerRequest request) {
        return listeners().delete(request);
    }

    @Override
    default CreateRuleResponse createRule(CreateRuleRequest request) {
        return rules().create(request);
    }

    @Override
    default DescribeRulesResponse describeRules(DescribeRulesRequest request) {
        return rules().describe(request);
    }

    @Override
    default ModifyRuleResponse modifyRule(ModifyRuleRequest request) {
        return rules().modify(request);
    }

    @Override
    default DeleteRuleResponse deleteRule(DeleteRuleRequest request) {
        return rules().delete(request);
    }

    @Override
    default SetRulePrioritiesResponse setRulePriorities(SetRulePrioritiesRequest request) {
        return rules().setPriorities(request);
    }
}
