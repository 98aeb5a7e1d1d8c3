package dev.tule.rds.instance;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;

/** The actions on tags. */
public interface TagActions extends RdsClient {
    TagOperations tags();

    @Override
    default AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        tags().add(request);
        return AddTagsToResourceResponse.builder().build();
    }

    @Override
    default RemoveTagsFromResourceResponse removeTagsFromResource(
            RemoveTagsFromResourceRequest request) {
        tags().remove(request);
        return RemoveTagsFromResourceResponse.builder().build();
    }

    @Override
    default ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder().tagList(tags().list(request)).build();
    }
}
