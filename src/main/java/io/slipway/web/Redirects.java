package io.slipway.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/** Where a form that was taken leads. */
public final class Redirects {

    private Redirects() {}

    /** Let the browser ask for another page, so that loading that again sends nothing again. */
    public static RedirectView seeOther(String path) {
        var redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExpandUriTemplateVariables(false);
        redirect.setExposeModelAttributes(false);
        return redirect;
    }
}
