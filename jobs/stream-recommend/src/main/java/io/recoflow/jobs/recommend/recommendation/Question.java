package io.recoflow.jobs.recommend.recommendation;

import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.ActivityRecord;

/** An event that wants an answer, and the record it came in. */
public record Question(ActivityRecord record, ActivityEvent event) {}
