package dev.tule.rds;

import dev.tule.aws.Secrets;
import dev.tule.rds.access.ConnectTokens;
import dev.tule.rds.event.EventTarget;
import dev.tule.rds.export.ExportTarget;
import dev.tule.rds.life.MetricSink;

/**
 * What RDS has of the rest of the cloud. All of it is safe for use by many threads.
 *
 * @param secrets keeps passwords until they are set, and the authority's key
 * @param tokens lets database users in whose tokens it finds good
 * @param metrics takes measurements
 * @param events takes events to their subscribers
 * @param exports takes what is in snapshots to S3
 */
public record Neighbours(
        Secrets secrets,
        ConnectTokens tokens,
        MetricSink metrics,
        EventTarget events,
        ExportTarget exports) {}
