package dev.tule.rds.event;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;

/** The actions on events. */
public interface EventActions extends RdsClient {
    EventOperations events();

    @Override
    default DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
        return events().describe(request);
    }

    @Override
    default DescribeEventCategoriesResponse describeEventCategories(
            DescribeEventCategoriesRequest request) {
        return DescribeEventCategoriesResponse.builder()
                .eventCategoriesMapList(events().categories(request))
                .build();
    }
}
