use super::*;

/// A blog, and the folder that it stands in.
fn blog() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("blog");
    fs::create_dir_all(root.join("posts")).unwrap();
    (dir, root)
}

fn built(root: &Path, out: &Path, files: &[(&str, &str)]) -> Result<usize> {
    let out = Out::begin(root, out)?;
    for (path, text) in files {
        out.write(path, text.as_bytes())?;
    }
    out.finish()
}

/// All names beside the blog, the site's files with their texts.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_site_takes_the_place_of_the_old_one_whole() {
    let (dir, root) = blog();
    let site = dir.path().join("deep/site");
    assert_eq!(
        built(&root, &site, &[("index.html", "1"), ("a/index.html", "a")]).unwrap(),
        2
    );
    assert_eq!(
        built(&root, &site, &[("index.html", "2"), ("b/index.html", "b")]).unwrap(),
        2
    );
    assert_eq!(fs::read_to_string(site.join("index.html")).unwrap(), "2");
    assert_eq!(names(&site), [".galley-site", "b", "index.html"]);
    assert_eq!(names(site.parent().unwrap()), ["site"]);
    // Whoever serves it may read it.
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o444;
    let plain = dir.path().join("plain");
    fs::write(&plain, "").unwrap();
    assert_eq!(mode(&site.join("index.html")), mode(&plain));
    assert_eq!(mode(&site), mode(dir.path().join("deep").as_path()));
}

#[test]
fn a_build_that_does_not_end_leaves_the_old_site() {
    let (dir, root) = blog();
    let site = dir.path().join("site");
    built(&root, &site, &[("index.html", "old")]).unwrap();
    let begun = Out::begin(&root, &site).unwrap();
    begun.write("index.html", b"new").unwrap();
    drop(begun);
    assert_eq!(fs::read_to_string(site.join("index.html")).unwrap(), "old");
    assert_eq!(names(dir.path()), ["blog", "site"]);
}

#[test]
fn what_a_killed_build_left_is_taken_up_and_another_build_is_left_alone() {
    let (dir, root) = blog();
    let site = dir.path().join("site");
    built(&root, &site, &[("index.html", "old")]).unwrap();
    // Killed while it wrote, and killed before.
    let left = dir.path().join(".site.galley-build-1");
    fs::create_dir(&left).unwrap();
    fs::write(left.join(MARKER), "").unwrap();
    fs::write(left.join("half.html"), "ha").unwrap();
    fs::create_dir(dir.path().join(".site.galley-build-2")).unwrap();
    // Not ours.
    fs::create_dir(dir.path().join(".site.galley-build-mine")).unwrap();
    fs::write(dir.path().join(".site.galley-build-mine/x"), "x").unwrap();
    // At work.
    let busy = dir.path().join(".site.galley-build-3");
    fs::create_dir(&busy).unwrap();
    let marker = File::create(busy.join(MARKER)).unwrap();
    flock(&marker, FlockOperation::LockExclusive).unwrap();
    built(&root, &site, &[("index.html", "new")]).unwrap();
    assert_eq!(
        names(dir.path()),
        [".site.galley-build-3", ".site.galley-build-mine", "blog", "site"]
    );
    // Killed between the two renames of a file system without an exchange.
    fs::rename(&site, dir.path().join(".site.galley-build-4-old")).unwrap();
    let begun = Out::begin(&root, &site).unwrap();
    assert_eq!(fs::read_to_string(site.join("index.html")).unwrap(), "new");
    drop(begun);
}

#[test]
fn a_folder_with_anything_else_in_it_is_refused_and_stays() {
    let (dir, root) = blog();
    let site = dir.path().join("site");
    fs::create_dir(&site).unwrap();
    fs::write(site.join("thesis.txt"), "ten years").unwrap();
    let error = built(&root, &site, &[("index.html", "1")]).unwrap_err();
    assert_eq!(error.code, "build.other-files");
    assert!(error.message.contains("thesis.txt"), "{}", error.message);
    fs::remove_file(site.join("thesis.txt")).unwrap();
    fs::write(site.join(".DS_Store"), "").unwrap();
    built(&root, &site, &[("a/index.html", "1")]).unwrap();
    // Something that came after a build, deep inside; and something that comes in the middle of one.
    fs::write(site.join("a/CNAME"), "x").unwrap();
    let error = built(&root, &site, &[("index.html", "1")]).unwrap_err();
    assert_eq!(error.code, "build.other-files");
    assert!(error.message.contains("a/CNAME"), "{}", error.message);
    fs::remove_file(site.join("a/CNAME")).unwrap();
    let begun = Out::begin(&root, &site).unwrap();
    begun.write("index.html", b"new").unwrap();
    fs::write(site.join("late.txt"), "x").unwrap();
    assert_eq!(begun.finish().unwrap_err().code, "build.other-files");
    assert_eq!(names(&site), [".galley-site", "a", "late.txt"]);
    // Another program's marker is none.
    let other = dir.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join(MARKER), "index.html\n").unwrap();
    assert_eq!(built(&root, &other, &[]).unwrap_err().code, "build.other-files");
    fs::write(dir.path().join("file"), "").unwrap();
    assert_eq!(
        built(&root, &dir.path().join("file"), &[]).unwrap_err().code,
        "build.not-a-folder"
    );
}

#[test]
fn the_blog_and_the_site_never_stand_in_one_another() {
    let (dir, root) = blog();
    std::os::unix::fs::symlink(&root, dir.path().join("link")).unwrap();
    let above = dir.path().to_owned();
    for out in [
        root.join("public"),
        root.clone(),
        root.join("posts/../public/deep"),
        above.join("link/public"),
        above.clone(),
        above.join("blog/../blog/x"),
    ] {
        let error = built(&root, &out, &[]).unwrap_err();
        assert_eq!(error.code, "build.inside", "{}", out.display());
    }
    assert_eq!(names(&root), ["posts"]);
    assert_eq!(
        built(&root, &above.join("new/../site"), &[]).unwrap_err().code,
        "folder.unnamed"
    );
    // A name that only begins like the blog's is another folder.
    assert!(built(&root, &above.join("blog-site"), &[]).is_ok());
}

#[test]
fn nothing_is_written_outside_of_the_site() {
    let (dir, root) = blog();
    let out = Out::begin(&root, &dir.path().join("site")).unwrap();
    for path in ["../x", "/etc/x", "a/../../x", "", MARKER] {
        assert_eq!(out.write(path, b"x").unwrap_err().code, "post.outside", "{path}");
    }
}

#[test]
fn what_is_no_folder_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::UnixListener;
    let (dir, root) = blog();
    let pipe = dir.path().join("pipe");
    rustix::fs::mknodat(CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
    let socket = dir.path().join("socket");
    let _listens = UnixListener::bind(&socket).unwrap();
    let link = dir.path().join("link");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    let there = names(dir.path());
    for path in [&pipe, &socket, &link] {
        let error = built(&root, path, &[("index.html", "1")]).unwrap_err();
        assert_eq!(error.code, "build.not-a-folder", "{}", path.display());
    }
    // One that comes while the site is made.
    let site = dir.path().join("site");
    let begun = Out::begin(&root, &site).unwrap();
    begun.write("index.html", b"new").unwrap();
    let _late = UnixListener::bind(&site).unwrap();
    assert_eq!(begun.finish().unwrap_err().code, "build.not-a-folder");
    let kind = |path: &Path| fs::symlink_metadata(path).unwrap().file_type();
    assert!(kind(&pipe).is_fifo() && kind(&socket).is_socket() && kind(&site).is_socket());
    assert!(kind(&link).is_symlink());
    fs::remove_file(&site).unwrap();
    assert_eq!(names(dir.path()), there, "nothing is left beside them");
    // A link that leads to a folder is as good as the folder.
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    built(&root, &link, &[("index.html", "1")]).unwrap();
    assert!(kind(&link).is_symlink() && folder.join("index.html").is_file());
}
