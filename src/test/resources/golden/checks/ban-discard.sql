DISCARD ALL;
RESET search_path;
