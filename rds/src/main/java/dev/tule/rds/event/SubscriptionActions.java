package dev.tule.rds.event;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsResponse;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionResponse;

/** The actions on event subscriptions. */
public interface SubscriptionActions extends RdsClient {
    SubscriptionOperations subscriptions();

    @Override
    default CreateEventSubscriptionResponse createEventSubscription(
            CreateEventSubscriptionRequest request) {
        return CreateEventSubscriptionResponse.builder()
                .eventSubscription(subscriptions().create(request))
                .build();
    }

    @Override
    default ModifyEventSubscriptionResponse modifyEventSubscription(
            ModifyEventSubscriptionRequest request) {
        return ModifyEventSubscriptionResponse.builder()
                .eventSubscription(subscriptions().modify(request))
                .build();
    }

    @Override
    default DeleteEventSubscriptionResponse deleteEventSubscription(
            DeleteEventSubscriptionRequest request) {
        return DeleteEventSubscriptionResponse.builder()
                .eventSubscription(subscriptions().delete(request))
                .build();
    }

    @Override
    default DescribeEventSubscriptionsResponse describeEventSubscriptions(
            DescribeEventSubscriptionsRequest request) {
        return subscriptions().describe(request);
    }

    @Override
    default AddSourceIdentifierToSubscriptionResponse addSourceIdentifierToSubscription(
            AddSourceIdentifierToSubscriptionRequest request) {
        return AddSourceIdentifierToSubscriptionResponse.builder()
                .eventSubscription(subscriptions().add(request))
                .build();
    }

    @Override
    default RemoveSourceIdentifierFromSubscriptionResponse removeSourceIdentifierFromSubscription(
            RemoveSourceIdentifierFromSubscriptionRequest request) {
        return RemoveSourceIdentifierFromSubscriptionResponse.builder()
                .eventSubscription(subscriptions().remove(request))
                .build();
    }
}
