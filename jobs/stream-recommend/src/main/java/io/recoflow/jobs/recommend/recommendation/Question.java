package io.recoflow.jobs.recommend.recommendation;

import io.recoflow.jobs.recommend.activity.ActivityEvent;
import io.recoflow.jobs.recommend.activity.ActivityRecord;

/** An event that wants an answer, and the record it came in. */
public record Question(ActivityRecord record, ActivityEvent event) {}
