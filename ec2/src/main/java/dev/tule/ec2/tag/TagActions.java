package dev.tule.ec2.tag;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;

/** The actions on tags. */
public interface TagActions extends Actions {
    Tags tags();

    @Override
    default CreateTagsResponse createTags(CreateTagsRequest request) {
        return Actions.act(request, tags()::create);
    }

    @Override
    default DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
        return Actions.act(request, tags()::delete);
    }

    @Override
    default DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        return Actions.act(request, tags()::describe);
    }
}
