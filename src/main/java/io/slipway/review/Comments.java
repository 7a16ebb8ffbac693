package io.slipway.review;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The comments on all issues. */
public interface Comments extends Repository<Comment, Long> {

    Comment save(Comment comment);

    List<Comment> findByIssueOrderById(long issue);
}
